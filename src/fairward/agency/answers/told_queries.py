"""Reads what a hub told this agency: what was decided, and that something was put right. A package is opened with a look."""

from __future__ import annotations

from uuid import UUID

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.disagreeing import ENDED
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.views import seen_by
from fairward.exchange.travel.arrival_queries import Arrived, one_arrived, untaken
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.organisations.queries import organisation
from fairward.rules.labels import Audience

KINDS = (EnvelopeKind.OUTCOME, EnvelopeKind.CORRECTION_NOTICE)


def told_for(actor: Actor, why: str) -> list[Arrived]:
    """What nobody here has noted yet, longest waiting first: from outside. The list is logged."""
    check(actor, ANSWER)
    return untaken(actor, KINDS, why)


def told_one_for(actor: Actor, arrival_id: UUID, why: str) -> tuple[Arrived, Manifest]:
    """One of them, opened, as this person may read it; NotFound once it was noted, or where it is something else."""
    check(actor, ANSWER)
    arrived = waits(actor.organisation_id, arrival_id)
    try:
        manifest = opened(actor, arrival_id, why).manifest
    except Refused as refused:
        raise Denied(refused.code, refused.sentence) from None
    kind = OrganisationKind(organisation(actor.organisation_id).kind)
    return arrived, seen_by(manifest, Audience(kind, actor.role))


def is_decision(shown: Manifest) -> bool:
    """Whether this says what was decided: one may disagree with it. What became of a disagreement is read and noted."""
    return shown.kind is DisclosureKind.OUTCOME and not any(one.id == ENDED for one in shown.form)


def waits(organisation_id: UUID, arrival_id: UUID) -> Arrived:
    """One that nobody has noted yet, from outside."""
    arrived = one_arrived(organisation_id, arrival_id)
    if arrived.kind not in KINDS or arrived.state is not TravelState.DELIVERED:
        raise NotFound("arrival")
    return arrived
