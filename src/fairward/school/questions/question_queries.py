"""Reads a hub's questions: which wait, from outside; one of them, opened with the exchange ring. It may not write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from fairward.audit.log import record_list
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.asking import Asked, asked_of
from fairward.exchange.answering.crossing import opened
from fairward.exchange.choosing.draft_queries import facts_of
from fairward.exchange.choosing.policies import OPEN
from fairward.exchange.travel.partner_queries import partners
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.school.questions.models import HubQuestion
from fairward.school.questions.vocabulary import QuestionState

PAGE = 50
AT_HOME = 5


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question from outside: who asked, by when, how it stands. Nothing of what was asked, and no child.

    `draft_id` is the answer that is being chosen from a file, or that went; None where there is none.
    """

    id: UUID
    arrival_id: UUID
    partner_id: UUID
    asker: str
    state: QuestionState
    is_urgent: bool
    is_pointer_only: bool
    is_consultation: bool
    arrived_at: datetime
    answer_by: datetime | None
    draft_id: UUID | None
    disclosure_id: UUID | None
    answered_at: datetime | None
    answered_by: UUID | None


@dataclass(frozen=True, slots=True)
class OpenedQuestion:
    """A question with its words."""

    facts: QuestionFacts
    asked: Asked


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for the leads: how many nobody has opened, and the first of those that were, the most urgent first."""

    new: int
    total: int
    first: tuple[QuestionFacts, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.total)


def questions_for(
    actor: Actor, why: str, *, waiting: bool = True, page: int = 1
) -> tuple[list[QuestionFacts], int]:
    """A page of the questions that wait, the most urgent first, or of those that were answered; and how many there are."""
    rows = _rows(actor.organisation_id)
    rows = _in_order(rows) if waiting else rows.exclude(state=_WAITS).order_by("-answered_at")
    found = _facts(actor.organisation_id, rows[(page - 1) * PAGE : page * PAGE])
    record_list(actor, item_kind="question", item_ids=[one.id for one in found], why=why)
    return found, rows.count()


def question_for(actor: Actor, question_id: UUID, why: str) -> OpenedQuestion:
    """One question that waits, opened; of one that was answered there is nothing to open any more."""
    facts = question_facts(actor.organisation_id, question_id)
    return OpenedQuestion(facts, asked_of(opened(actor, facts.arrival_id, why).manifest))


def question_facts(organisation_id: UUID, question_id: UUID) -> QuestionFacts:
    """How one question stands; NotFound for another organisation's."""
    found = _facts(organisation_id, _rows(organisation_id).filter(id=question_id))
    if not found:
        raise NotFound("question")
    return found[0]


def what_waits(organisation_id: UUID) -> Waits:
    """For the home page and the reminder: states and days of envelopes, so no look is written."""
    rows = _in_order(_rows(organisation_id))
    new = len(waiting(organisation_id, [EnvelopeKind.ENQUIRY]))
    return Waits(new, rows.count(), tuple(_facts(organisation_id, rows[:AT_HOME])))


def open_draft_of(organisation_id: UUID, draft_id: UUID | None) -> UUID | None:
    """The answer that is being chosen from a file, if it still is."""
    facts = facts_of(organisation_id, [draft_id]).get(draft_id) if draft_id else None
    return facts.id if facts is not None and facts.state in OPEN else None


_WAITS = int(QuestionState.WAITS)


def _rows(organisation_id: UUID) -> QuerySet[HubQuestion]:
    return HubQuestion.objects.filter(organisation_id=organisation_id)


def _in_order(rows: QuerySet[HubQuestion]) -> QuerySet[HubQuestion]:
    waits = rows.filter(state=_WAITS)
    return waits.order_by("-is_urgent", F("answer_by").asc(nulls_last=True), "arrived_at")


def _facts(organisation_id: UUID, rows: Iterable[HubQuestion]) -> list[QuestionFacts]:
    found = list(rows)
    names: Mapping[UUID, str] = {one.id: one.card.name for one in partners(organisation_id)} if found else {}
    drafts = facts_of(organisation_id, [row.draft_id for row in found if row.draft_id])
    made = []
    for row in found:
        draft = drafts.get(row.draft_id) if row.draft_id else None
        is_there = draft is not None and (draft.state in OPEN or draft.disclosure_id is not None)
        made.append(
            QuestionFacts(
                row.id, row.arrival_id, row.partner_id, names.get(row.partner_id, ""), QuestionState(row.state),
                row.is_urgent, row.is_pointer_only, row.is_consultation, row.arrived_at, row.answer_by,
                row.draft_id if is_there else None, draft.disclosure_id if draft else None, row.answered_at, row.answered_by,
            )
        )  # fmt: skip
    return made
