"""The only writer of questions that came: opened, answered that nothing is relevant, declined. It keeps no word of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER, close, locked_question
from fairward.agency.answers.models import Question
from fairward.agency.answers.policies import check_waits
from fairward.agency.answers.vocabulary import QuestionState
from fairward.audit.log import record_act
from fairward.exchange.answering.asking import Asked, asked_of
from fairward.exchange.answering.at_once import answer_at_once
from fairward.exchange.answering.consulting import consulted_of
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.returning import NOTHING_WORDS, How
from fairward.exchange.package.contents import Manifest
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.rules.clocks import END_OF_DAY

WHY = "answering a question of a hub"


@transaction.atomic
def open_question(*, by: Actor, arrival_id: UUID) -> UUID | None:
    """Open a question that arrived; the hub hears that a person has it. None where it is no question, which is refused."""
    check(by, ANSWER)
    try:
        question_id = _keep(by, arrival_id, _standing(opened(by, arrival_id, WHY).manifest))
    except Refused as refused:
        question_id, why = None, refused.code
    else:
        why = ""
    state = TravelState.RECEIVED if question_id else TravelState.REFUSED
    answer(by=by, arrival_id=arrival_id, state=state, keeps_sealed=question_id is not None)
    record_act(by, act="answer.question_opened", item_kind="arrival", item_id=arrival_id, why=why)
    return question_id


@transaction.atomic
def say_nothing_relevant(*, by: Actor, question_id: UUID) -> None:
    """Nothing relevant: a full answer. What was asked goes, and nothing is kept but that it was answered."""
    row, asked = _waiting(by, question_id)
    _send(by, row, asked, How.NOTHING, NOTHING_WORDS)
    close(by, row, QuestionState.NOTHING)
    record_act(by, act="answer.nothing_relevant", item_kind="question", item_id=question_id)


@transaction.atomic
def decline(*, by: Actor, question_id: UUID, reason: str) -> None:
    """Say that nothing is answered, and why; the hub reads the reason, and nothing of it is kept here."""
    if not reason.strip():
        raise Denied("no_reason", "Say why you do not answer. The hub reads it.")
    row, asked = _waiting(by, question_id)
    _send(by, row, asked, How.DECLINED, reason.strip())
    close(by, row, QuestionState.DECLINED)
    record_act(by, act="answer.declined", item_kind="question", item_id=question_id)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is kept of a question in the clear."""

    answer_by: datetime | None
    is_urgent: bool = False
    is_pointer_only: bool = False
    is_consultation: bool = False


def _standing(manifest: Manifest) -> _Standing:
    """Refused where it is neither a question about a child nor a consultation."""
    consulted = consulted_of(manifest)
    if consulted is not None:
        by = timezone.make_aware(datetime.combine(consulted.answer_by, END_OF_DAY))
        return _Standing(by, is_consultation=True)
    asked = asked_of(manifest)
    return _Standing(asked.answer_by, asked.is_urgent, asked.is_pointer_only)


def _keep(by: Actor, arrival_id: UUID, asked: _Standing) -> UUID:
    own, question_id = by.organisation_id, new_id()
    arrival = Arrival.objects.defer("sealed").get(organisation_id=own, id=arrival_id)
    Question.objects.create(
        organisation_id=own, id=question_id, arrival_id=arrival_id, partner_id=arrival.partner_id,
        package_id=arrival.package_id, is_urgent=asked.is_urgent, is_pointer_only=asked.is_pointer_only,
        is_consultation=asked.is_consultation, arrived_at=arrival.arrived_at, answer_by=asked.answer_by,
        opened_by=by.membership_id,
    )  # fmt: skip
    return question_id


def _waiting(by: Actor, question_id: UUID) -> tuple[Question, Asked]:
    row = locked_question(by, question_id)
    check_waits(QuestionState(row.state))
    return row, asked_of(opened(by, row.arrival_id, WHY).manifest)


def _send(by: Actor, row: Question, asked: Asked, how: How, reason: str) -> None:
    answer_at_once(
        by=by, partner_id=row.partner_id, question=row.package_id, asked=asked, how=how, reason=reason
    )
