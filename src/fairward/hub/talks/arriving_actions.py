"""Takes in disagreements that came from outside, as answers to what a hub decided. It may not take in anything else."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import Came, opened
from fairward.exchange.answering.disagreeing import Disagreed, disagreed_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.talks.content import Said
from fairward.hub.talks.policies import LONGEST
from fairward.hub.talks.vocabulary import About, Whose
from fairward.hub.talks.writing import begin
from fairward.kernel.actor import Actor

TAKE = "hub:enquiry:send"
WHY = "taking in an answer"


@transaction.atomic
def take_disagreement(*, by: Actor, arrival_id: UUID) -> bool:
    """Take in that somebody outside disagrees with a decision that they were told; the first step answers from its arrival on.

    False, and nothing done, where an answer is about something else.
    """
    check(by, TAKE)
    arrival = Arrival.objects.defer("sealed").get(organisation_id=by.organisation_id, id=arrival_id)
    told_by_package = Feedback.objects.filter(
        organisation_id=by.organisation_id, partner_id=arrival.partner_id, package_id__isnull=False
    )
    if not told_by_package.exists():
        return False  # it is not opened here
    came = opened(by, arrival_id, WHY)
    try:
        found = disagreed_of(came.manifest)
    except Refused:
        found = Disagreed(came.manifest.id, "", "")
    if found is None:
        return False
    told = _told(by.organisation_id, came, found)
    if told is not None:
        whose = Whose.REFERRER if told.whom == Whom.REFERRER else Whose.AGENCY
        said = Said(found.who, found.words[:LONGEST])
        begin(
            by,
            told.case_id,
            About.DECISION,
            whose,
            said,
            arrival.arrived_at,
            (came.partner_id, came.manifest.id),
        )
    state = TravelState.ACCEPTED if told else TravelState.REFUSED
    answer(by=by, arrival_id=arrival_id, state=state, keeps_sealed=False)
    act = "hub.disagreement_taken" if told else "hub.answer_refused"
    record_act(
        by, act=act, item_kind="arrival", item_id=arrival_id, subject_id=told.case_id if told else None
    )
    return True


def _told(organisation_id: UUID, came: Came, found: Disagreed) -> Feedback | None:
    """What this very partner was told by that package; None for anything else."""
    rows = Feedback.objects.filter(
        organisation_id=organisation_id, partner_id=came.partner_id, package_id=found.outcome
    )
    return rows.defer("sealed").first()
