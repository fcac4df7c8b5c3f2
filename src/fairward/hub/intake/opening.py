"""Opens a package that arrived at the hub, with the exchange ring of whoever is unlocked. It may not store anything."""

from __future__ import annotations

from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.exchange.package.views import seen_by
from fairward.exchange.travel.arrival_queries import Arrived, one_arrived, sealed_for
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.hub.intake.case_queries import CaseFacts
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind, RingKind
from fairward.keys.ring_store import open_private_halves
from fairward.rules.labels import Audience, Extent, extent


def open_arrived(actor: Actor, arrived: Arrived, why: str) -> tuple[Opened, PartnerFacts]:
    """The package, and who sent it. Refused with a sentence if it is not whole, not theirs, or signed with another key."""
    _, sealed = sealed_for(actor, arrived.id, why)
    sender = partner(actor.organisation_id, arrived.partner_id)
    known = {sender.other_id: (sender.card.signing_key,)} if sender.is_confirmed else {}
    opened = open_and_check(
        sealed, organisation_id=actor.organisation_id,
        privates=privates_by_ring(open_private_halves(actor, RingKind.EXCHANGE).values()),
        keys_of=lambda who: known.get(who, ()), was_seen=lambda _: False,
    )  # fmt: skip
    return opened, sender


def named_only(actor: Actor, facts: CaseFacts, name: str) -> Manifest:
    """The document of a contact as somebody reads it whom its sender named. Denied for everybody else."""
    if facts.arrival_id is None or not facts.for_named:
        raise NotFound("case")
    opened, _ = open_arrived(
        actor, one_arrived(actor.organisation_id, facts.arrival_id), "reading what is for named people"
    )
    manifest = opened.package.manifest
    audience = Audience(OrganisationKind.HUB, actor.role, is_named=is_named(manifest, name))
    if extent(Label.SEALED, audience) is not Extent.FULL:
        raise Denied(
            "not_named", "Its sender named who may read this, and you are not among them. Ask the sender."
        )
    return seen_by(manifest, audience)


def is_named(manifest: Manifest, name: str) -> bool:
    """Whether the sender named somebody who is called like that."""
    return name.casefold().strip() in {one.name.casefold().strip() for one in manifest.recipient.named}
