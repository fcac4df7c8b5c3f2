"""Reads in a contact what its sender meant for named people alone. It may not store anything."""

from __future__ import annotations

from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.views import seen_by
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.hub.intake.case_queries import CaseFacts
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.rules.labels import Audience, Extent, extent


def named_only(actor: Actor, facts: CaseFacts, name: str) -> Manifest:
    """The document of a contact as somebody reads it whom its sender named. Denied for everybody else."""
    if facts.arrival_id is None or not facts.for_named:
        raise NotFound("case")
    opened = open_arrival_for(actor, facts.arrival_id, "reading what is for named people").opened
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
