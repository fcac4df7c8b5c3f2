"""Reads questions that came: which wait, from outside; one of them, opened with the exchange ring. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from fairward.agency.answers.models import Question
from fairward.agency.answers.vocabulary import QuestionState
from fairward.audit.log import record_list
from fairward.exchange.answering.arrived_queries import Waiting, waiting
from fairward.exchange.answering.asking import Asked, asked_of
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.withdrawing import withdrawn_of
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.partner_queries import partners
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question from outside: who asked, by when, and how it stands. Nothing of what was asked."""

    id: UUID
    arrival_id: UUID
    partner_id: UUID
    package_id: UUID
    asker: str
    state: QuestionState
    is_urgent: bool
    is_pointer_only: bool
    is_consultation: bool
    arrived_at: datetime
    answer_by: datetime | None
    answered_at: datetime | None
    answered_by: UUID | None


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """A question with its words."""

    facts: QuestionFacts
    asked: Asked


def questions_for(
    actor: Actor, why: str, *, waiting: bool = True, page: int = 1
) -> tuple[list[QuestionFacts], int]:
    """A page of the questions that wait, the most urgent first, or of those that were answered; and how many there are."""
    rows = Question.objects.filter(organisation_id=actor.organisation_id)
    if waiting:
        rows = rows.filter(state=int(QuestionState.WAITS))
        rows = rows.order_by("-is_urgent", F("answer_by").asc(nulls_last=True), "arrived_at")
    else:
        rows = rows.exclude(state=int(QuestionState.WAITS)).order_by("-answered_at")
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    found = [_facts(row, names) for row in rows[(page - 1) * PAGE : page * PAGE]]
    record_list(actor, item_kind="question", item_ids=[one.id for one in found], why=why)
    return found, rows.count()


def question_for(actor: Actor, question_id: UUID, why: str) -> OpenedQuestion:
    """One question that waits, opened; of one that nothing was relevant to there is nothing to open any more."""
    facts = question_facts(actor.organisation_id, question_id)
    came = opened(actor, facts.arrival_id, why)
    return OpenedQuestion(facts, asked_of(came.manifest))


def withdrawals_for(actor: Actor, why: str, question: UUID | None = None) -> list[Waiting]:
    """What is at the door and takes a question back (the package `question`, or any), opened to see that it does.

    Questions stay at the door: their hub does not hear that somebody has them.
    """
    came = waiting(actor.organisation_id, [EnvelopeKind.ENQUIRY])
    return [one for one in came if _takes_back(actor, one.arrival_id, why, question)]


def question_facts(organisation_id: UUID, question_id: UUID) -> QuestionFacts:
    """How one question stands; NotFound for another organisation's."""
    row = Question.objects.filter(organisation_id=organisation_id, id=question_id).first()
    if row is None:
        raise NotFound("question")
    return _facts(row, {one.id: one.card.name for one in partners(organisation_id)})


def _takes_back(actor: Actor, arrival_id: UUID, why: str, question: UUID | None) -> bool:
    try:
        found = withdrawn_of(opened(actor, arrival_id, why).manifest)
    except Refused:
        return False  # whoever opens it as a question refuses it
    return found is not None and question in (None, found.question)


def _facts(row: Question, names: dict[UUID, str]) -> QuestionFacts:
    return QuestionFacts(
        row.id, row.arrival_id, row.partner_id, row.package_id, names.get(row.partner_id, ""), QuestionState(row.state),
        row.is_urgent, row.is_pointer_only, row.is_consultation, row.arrived_at, row.answer_by, row.answered_at,
        row.answered_by,
    )  # fmt: skip
