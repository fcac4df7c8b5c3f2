"""What an import would do, as values that a page can show and a writer can follow. It may not work anything out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.roster.results import Problem, RosterPupil
from fairward.people.vocabulary import RelationshipKind

MANY_LEAVERS = 10  # and a fifth of the roll: more than that is rather a wrong file than a wave of removals


class Answer(StrEnum):
    """What a person says about a pupil who may or may not be a child who is here already."""

    LEAVE_OUT = "leave_out"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class KnownAdult:
    """An adult of one child as recorded."""

    relationship_id: UUID
    adult_id: UUID
    identity: AdultIdentity
    kind: RelationshipKind
    has_responsibility: bool | None


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child as recorded, with the digests that files are compared by."""

    id: UUID
    identity: ChildIdentity
    year_group: int | None
    is_on_roll: bool
    source_digest: bytes | None
    adults: Mapping[str, KnownAdult] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that would be different. For a contact `before` may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A pupil who is not here yet."""

    pupil: RosterPupil
    identity: ChildIdentity


@dataclass(frozen=True, slots=True)
class Change:
    """A child whose record would change; `is_back` if they had left."""

    child: KnownChild
    pupil: RosterPupil
    identity: ChildIdentity
    year_group: int | None
    changes: tuple[FieldChange, ...]
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A pupil who may be a child who is here under another number: a person says, nothing is guessed."""

    pupil: RosterPupil
    child: KnownChild
    sentence: str
    answers: tuple[Answer, ...]
    answer: Answer = Answer.LEAVE_OUT

    @property
    def key(self) -> str:
        """How the answer is named in a form."""
        return f"row-{self.pupil.row}"


@dataclass(frozen=True, slots=True)
class Siblings:
    """Two pupils of the file who live at one address with the same adult: offered, not assumed."""

    first: RosterPupil
    second: RosterPupil

    @property
    def key(self) -> str:
        """How the tick is named in a form."""
        return f"{self.first.row}-{self.second.row}"


@dataclass(slots=True)
class Plan:
    """Everything an import would do, and what it would not."""

    format: str
    is_whole_roll: bool
    on_roll: int = 0
    added: list[Addition] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    # Nothing to see, but the row's digest is new: remembered, so that the next comparison is quick and exact.
    same: list[Change] = field(default_factory=list)
    left: list[KnownChild] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    siblings: list[Siblings] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_behind: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0

    @property
    def blocked(self) -> list[Problem]:
        """Rows that are not imported."""
        return [problem for problem in self.problems if problem.blocks]

    @property
    def has_many_leavers(self) -> bool:
        """Whether so many would be marked as left that the file is more likely the wrong one."""
        return len(self.left) > max(MANY_LEAVERS, self.on_roll // 5)

    @property
    def changes_something(self) -> bool:
        """Whether confirming would alter anything that can be seen."""
        return bool(self.added or self.changed or self.left)

    def fingerprint(self) -> str:
        """Equal for plans that do the same: what is confirmed is what was shown."""
        parts = [
            self.format, str(self.is_whole_roll), str(self.unchanged + len(self.same)), str(len(self.problems)),
            *(f"+{one.pupil.row}" for one in self.added),
            *(f"~{one.child.id}{[(c.label, c.before, c.after) for c in one.changes]}" for one in self.changed),
            *(f"-{one.id}" for one in self.left),
            *(f"?{one.pupil.row}{one.child.id}" for one in self.conflicts),
        ]  # fmt: skip
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
