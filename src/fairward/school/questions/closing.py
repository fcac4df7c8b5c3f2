"""The only writer of the end of a question: its package goes. Actions call it in their transaction and write the act."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.tidying import drop_draft_of
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.school.questions.models import HubQuestion
from fairward.school.questions.policies import check_move
from fairward.school.questions.vocabulary import QuestionState

ANSWER = "exchange:package:send"


def locked_question(by: Actor, question_id: UUID) -> HubQuestion:
    """The row, held until the transaction ends."""
    check(by, ANSWER)
    rows = HubQuestion.objects.filter(organisation_id=by.organisation_id, id=question_id)
    # What was begun first, as sending does: two people who answer at once wait for each other.
    begun = Draft.objects.select_for_update().filter(
        organisation_id=by.organisation_id,
        id__in=[one for one in rows.values_list("draft_id", flat=True) if one],
    )
    list(begun.values_list("id", flat=True))
    row = rows.select_for_update().first()
    if row is None:
        raise NotFound("question")
    return row


def close(by: Actor, row: HubQuestion, state: QuestionState) -> None:
    """The package of the question goes; an answer from the file that was begun goes with it, its key first."""
    check_move(QuestionState(row.state), state)
    if state is not QuestionState.ANSWERED and row.draft_id is not None:
        drop_draft_of(by.organisation_id, row.draft_id)
        row.draft_id = None
    row.state, row.answered_at, row.answered_by = int(state), timezone.now(), by.membership_id
    row.save(update_fields=["state", "answered_at", "answered_by", "draft_id"])
    after = TravelState.RECALLED if state is QuestionState.WITHDRAWN else TravelState.ACCEPTED
    answer(by=by, arrival_id=row.arrival_id, state=after, keeps_sealed=False)


def hear_sent(by: Actor, draft_id: UUID) -> None:
    """What was prepared of a file leaves: if it answers a question, that is answered with it. Denied where it was already."""
    rows = HubQuestion.objects.select_for_update().filter(
        organisation_id=by.organisation_id, draft_id=draft_id
    )
    row = rows.first()
    if row is not None:
        close(by, row, QuestionState.ANSWERED)
