"""The only writer of questions that their hub takes back: they go, and an answer that was begun. It keeps no word of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER, close
from fairward.agency.answers.models import Question
from fairward.agency.answers.question_actions import WHY
from fairward.agency.answers.vocabulary import QuestionState
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.withdrawing import withdrawn_of
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Heard:
    """A question that was taken back, as whoever opened that reads it once. `is_answered`: the answer had gone before."""

    asker: str
    by: str
    reason: str
    asked_at: datetime
    is_answered: bool


@transaction.atomic
def hear_withdrawal(*, by: Actor, arrival_id: UUID) -> Heard | None:
    """Open what takes a question back: it is over, also where nobody had opened it. None while the question is still on its way.

    What was answered before stays as it was sent.
    """
    check(by, ANSWER)
    came = opened(by, arrival_id, WHY)
    found = withdrawn_of(came.manifest)
    if found is None:
        raise NotFound("arrival")
    row = _question(by, came.partner_id, found.question)
    if row is None:
        return None
    is_answered = row.state != QuestionState.WAITS
    if not is_answered:
        close(by, row, QuestionState.WITHDRAWN)
    answer(by=by, arrival_id=arrival_id, state=TravelState.ACCEPTED, keeps_sealed=False)
    record_act(by, act="answer.withdrawal_heard", item_kind="question", item_id=row.id)
    return Heard(found.asker, found.by, found.reason, row.arrived_at, is_answered)


def _question(by: Actor, partner_id: UUID, package_id: UUID) -> Question | None:
    """The question of this very hub, locked; one that nobody had opened gets its row now, without a word of it."""
    whose = {"organisation_id": by.organisation_id, "partner_id": partner_id, "package_id": package_id}
    row = Question.objects.select_for_update().filter(**whose).first()
    if row is not None:
        return row
    came = Arrival.objects.defer("sealed").filter(
        **whose, kind=int(EnvelopeKind.ENQUIRY), state=int(TravelState.DELIVERED)
    )
    arrival = came.first()
    if arrival is None:
        return None
    return Question.objects.create(
        **whose, id=new_id(), arrival_id=arrival.id, arrived_at=arrival.arrived_at, opened_by=by.membership_id
    )
