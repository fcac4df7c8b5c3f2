"""What a decision must hold before a concern may close; each missing thing is a sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.files.policies import MOST_TEXT
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import EntryKind, EntryState, Outcome
from fairward.rights.writing import FamilyChoice, missing_in


@dataclass(frozen=True, slots=True)
class Decision:
    """What the lead decided on one filed concern. `child_voice` are the child's words, or `voice_missing` says why there are
    none; `because` are the statements that the rationale rests on."""

    outcome: Outcome | None
    rationale: str
    because: tuple[UUID, ...]
    child_voice: str
    voice_missing: str
    family: tuple[FamilyChoice, ...]
    review_on: date | None


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Somebody about whom a family decision is due: an adult of the child, or the child."""

    id: UUID
    name: str


def check_can_decide(kind: EntryKind, state: EntryState, joined_to: UUID | None) -> None:
    """Raise Denied for what is not an open concern of its own."""
    if kind is not EntryKind.CONCERN:
        raise Denied("not_a_concern", "Only a filed concern is decided.")
    if joined_to is not None:
        raise Denied("joined", "Decide the concern that it was joined to: this one closes with it.")
    if state is not EntryState.OPEN:
        raise Denied(
            "already_decided", "This concern is decided already. Reopen it with a reason to decide again."
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """One missing thing: the answer that lacks it, for whom of the family if for one, and a sentence."""

    answer: str
    sentence: str
    person_id: UUID | None = None


def missing_in_decision(
    decision: Decision, family: Sequence[FamilyMember], decided_by: UUID, today: date
) -> list[Missing]:
    """Everything that is missing; a concern does not close before the list is empty."""
    missing = []
    if decision.outcome is None:
        missing.append(Missing("outcome", "Choose what this turned out to be."))
    if not decision.rationale.strip():
        missing.append(Missing("rationale", "Write the reasons for your decision."))
    if not decision.child_voice.strip() and not decision.voice_missing.strip():
        missing.append(
            Missing("child_voice", "Write what the child said or wants, or why you do not know it.")
        )
    if decision.review_on is None or decision.review_on <= today:
        missing.append(Missing("review_on", "Choose the day, after today, on which this is looked at again."))
    texts = ("rationale", "child_voice", "voice_missing")
    missing += [
        Missing(name, f"Shorten this text to {MOST_TEXT:,} letters.")
        for name in texts
        if len(getattr(decision, name)) > MOST_TEXT
    ]
    return missing + missing_for_family(decision.family, family, decided_by, today, must_decide=True)


def missing_for_family(
    choices: Sequence[FamilyChoice], family: Sequence[FamilyMember], decided_by: UUID, today: date, *, must_decide: bool
) -> list[Missing]:  # fmt: skip
    """What the choices still need. When a report is filed they may be left open: then they wait at the family desk."""
    chosen = {choice.person_id: choice for choice in choices}
    missing = [
        Missing("decision", "Choose only people who belong to this child.", stranger)
        for stranger in chosen.keys() - {person.id for person in family}
    ]
    for person in family:
        choice = chosen.get(person.id)
        if choice is None and must_decide:
            missing.append(Missing("decision", f"Decide whether {person.name} sees this.", person.id))
        elif choice is not None:
            lacking = missing_in(choice, person.name, decided_by, today)
            missing += [Missing(answer, sentence, person.id) for answer, sentence in lacking]
    return missing


def check_can_reopen(kind: EntryKind, state: EntryState, joined_to: UUID | None) -> None:
    """Raise Denied for what is not a decided concern of its own."""
    if joined_to is not None:
        raise Denied("joined", "Reopen the concern that it was joined to: this one opens with it.")
    if kind is not EntryKind.CONCERN or state is EntryState.OPEN:
        raise Denied("not_decided", "Only a decided concern can be reopened.")
