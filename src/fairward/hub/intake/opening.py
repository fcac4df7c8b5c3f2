"""Opens a package that arrived at the hub, with the exchange ring of whoever is unlocked. It may not store anything."""

from __future__ import annotations

from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.exchange.travel.arrival_queries import Arrived, sealed_for
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import RingKind
from fairward.keys.ring_store import open_private_halves


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
