"""Reads disagreements and strategy discussions, opened with a look; those that are due without one. It may not write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fairward.hub.decisions.models import Decision
from fairward.hub.intake.models import Case, RatingGiven
from fairward.hub.talks.content import Discussed, Said, discussed_from, said_from
from fairward.hub.talks.models import Disagreement, DisagreementStep, Discussion
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import open_records
from fairward.rules import hub

STEP, DISCUSSION = "talks_disagreementstep", "talks_discussion"


@dataclass(frozen=True, slots=True)
class Step:
    """What was said at one step; `number` 0 is how it began."""

    number: int
    said: Said
    noted_at: datetime
    noted_by: UUID


@dataclass(frozen=True, slots=True)
class DisagreementFacts:
    """A disagreement from outside: with what, whose, how far it was taken, by when that is answered, how it ended."""

    id: UUID
    case_id: UUID
    about: About
    whose: Whose
    step: int
    raised_at: datetime
    due_at: datetime
    settled: Settled | None
    settled_at: datetime | None
    partner_id: UUID | None = None
    was_answered: bool = False

    @property
    def ladder(self) -> hub.LadderStep:
        """The step that it is at."""
        return hub.ladder()[self.step - 1]

    @property
    def is_last(self) -> bool:
        """Whether there is nobody further up."""
        return self.step == len(hub.ladder())

    def is_overdue(self, now: datetime) -> bool:
        """Whether this step has not answered in its time."""
        return self.settled is None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class OpenedDisagreement:
    """The same with everything that was said, the oldest first."""

    facts: DisagreementFacts
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OpenedDiscussion:
    """A strategy discussion with who was there, what each knew, and what was decided."""

    id: UUID
    held_at: datetime
    noted_at: datetime
    noted_by: UUID
    content: Discussed


def disagreements_of(actor: Actor, case_id: UUID, why: str) -> list[OpenedDisagreement]:
    """Every disagreement of a case, the oldest first, opened."""
    rows = list(_rows(actor.organisation_id).filter(case_id=case_id).order_by("raised_at", "id"))
    return [_opened(actor, row, why) for row in rows]


def disagreement_for(actor: Actor, disagreement_id: UUID, why: str) -> OpenedDisagreement:
    """One disagreement, opened."""
    row = _rows(actor.organisation_id).filter(id=disagreement_id).first()
    if row is None:
        raise NotFound("disagreement")
    return _opened(actor, row, why)


def came_from_outside(organisation_id: UUID, disagreement_id: UUID) -> bool:
    """Whether whoever disagrees sent it by program, and reads how it ended."""
    rows = _rows(organisation_id).filter(id=disagreement_id)
    return rows.filter(partner_id__isnull=False).exists()


def open_disagreements(organisation_id: UUID) -> list[DisagreementFacts]:
    """What is not settled, by when its step answers: nothing of what was said."""
    rows = _rows(organisation_id).filter(settled__isnull=True).order_by("due_at", "id")
    return [_facts(row) for row in rows[:100]]


def is_decided(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether a decision stands, or the case is past that."""
    rows = Case.objects.filter(organisation_id=organisation_id, id=case_id)
    return rows.filter(state__gte=int(CaseState.DECIDED)).exists()


def concerned_in(organisation_id: UUID, case_id: UUID, about: About) -> frozenset[UUID]:
    """Who rated or decided what somebody disagrees with; with anything else nobody is concerned."""
    own = {"organisation_id": organisation_id, "case_id": case_id}
    if about is About.RATING:
        return frozenset(RatingGiven.objects.filter(**own).values_list("given_by", flat=True))
    if about is About.DECISION:
        found = Decision.objects.filter(**own).values_list("decided_by", "second_by")
        return frozenset(one for pair in found for one in pair if one)
    return frozenset()


def discussions_of(actor: Actor, case_id: UUID, why: str) -> list[OpenedDiscussion]:
    """Every strategy discussion of a case, the oldest first, opened."""
    rows = list(
        Discussion.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by("held_at")
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in rows], ring=RingKind.CASES, item_kind="discussion", subject_id=case_id,
        why=why,
    )  # fmt: skip
    return [
        OpenedDiscussion(
            row.id, row.held_at, row.noted_at, row.noted_by,
            discussed_from(keys[row.id].open(bytes(row.sealed), table=DISCUSSION, version=1)),
        )
        for row in rows
    ]  # fmt: skip


def _rows(organisation_id: UUID) -> QuerySet[Disagreement]:
    return Disagreement.objects.filter(organisation_id=organisation_id)


def _facts(row: Disagreement) -> DisagreementFacts:
    return DisagreementFacts(
        row.id, row.case_id, About(row.about), Whose(row.whose), row.step, row.raised_at, row.due_at,
        Settled(row.settled) if row.settled else None, row.settled_at, row.partner_id,
        row.answer_package_id is not None,
    )  # fmt: skip


def _opened(actor: Actor, row: Disagreement, why: str) -> OpenedDisagreement:
    steps: Sequence[DisagreementStep] = list(
        DisagreementStep.objects.filter(
            organisation_id=actor.organisation_id, disagreement_id=row.id
        ).order_by("noted_at", "id")
    )
    keys = open_records(
        actor, record_ids=[one.id for one in steps], ring=RingKind.CASES, item_kind="disagreement",
        subject_id=row.case_id, why=why,
    )  # fmt: skip
    said = tuple(
        Step(
            one.number, said_from(keys[one.id].open(bytes(one.sealed), table=STEP, version=1)), one.noted_at,
            one.noted_by,
        )
        for one in steps
    )  # fmt: skip
    return OpenedDisagreement(_facts(row), said)
