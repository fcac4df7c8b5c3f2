"""The only writer of the end of a question: its package goes. Actions call it in their transaction and write the act."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.agency.answers.models import Question, Reply, WrongItem
from fairward.agency.answers.vocabulary import QuestionState, WrongState
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys.records import destroy_records

ANSWER = "agency:enquiry:answer"


def locked_question(by: Actor, question_id: UUID) -> Question:
    """The row, held until the transaction ends."""
    check(by, ANSWER)
    rows = Question.objects.select_for_update().filter(organisation_id=by.organisation_id, id=question_id)
    row = rows.first()
    if row is None:
        raise NotFound("question")
    return row


def locked_wrong(by: Actor, wrong_id: UUID) -> WrongItem:
    """What is said to be wrong and waits, held until the transaction ends."""
    check(by, ANSWER)
    rows = WrongItem.objects.select_for_update().filter(organisation_id=by.organisation_id, id=wrong_id)
    row = rows.filter(state=int(WrongState.WAITS)).first()
    if row is None:
        raise NotFound("wrong_item")
    return row


def settle_wrong(by: Actor, row: WrongItem, state: WrongState) -> None:
    """It is answered: the package with the words goes."""
    row.state, row.answered_at, row.answered_by = int(state), timezone.now(), by.membership_id
    row.save(update_fields=["state", "answered_at", "answered_by"])
    answer(by=by, arrival_id=row.arrival_id, state=TravelState.ACCEPTED, keeps_sealed=False)


def settle_corrected(by: Actor, reply_id: UUID, passage_id: UUID, *, has_item: bool) -> None:
    """An item was put right or taken back: whoever said that it is wrong has their answer with it."""
    rows = WrongItem.objects.select_for_update().filter(
        organisation_id=by.organisation_id,
        reply_id=reply_id,
        passage_id=passage_id,
        state=int(WrongState.WAITS),
    )
    for row in rows:
        settle_wrong(by, row, WrongState.CORRECTED if has_item else WrongState.TAKEN_BACK)


def close(by: Actor, row: Question, state: QuestionState) -> None:
    """The package of the question goes; an answer that somebody had begun to write goes with it, its key first."""
    if state is not QuestionState.ANSWERED:
        begun = Reply.objects.filter(organisation_id=by.organisation_id, question_id=row.id, sent_at=None)
        destroy_records(by.organisation_id, list(begun.values_list("id", flat=True)))
        begun.delete()
    row.state, row.answered_at, row.answered_by = int(state), timezone.now(), by.membership_id
    row.save(update_fields=["state", "answered_at", "answered_by"])
    after = TravelState.RECALLED if state is QuestionState.WITHDRAWN else TravelState.ACCEPTED
    answer(by=by, arrival_id=row.arrival_id, state=after, keeps_sealed=False)
