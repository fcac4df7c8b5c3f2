"""What is proposed when somebody chooses what of a file goes outside, from `data/sending.toml`. It may not decide for anybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from fairward.kernel.vocabulary import DisclosureKind, EntryKind, Outcome, Purpose
from fairward.rules import disclosure, family, packages, records
from fairward.rules.packages import Listed
from fairward.rules.records import BadRule, Provenance

OPEN = "none"


class Proposed(StrEnum):
    """What a rule proposes for an entry."""

    IN = "in"
    OUT = "out"
    ASK = "ask"


class Due(StrEnum):
    """Which day of an entry has come."""

    NOT = ""
    REVIEW = "review"
    DESTROY = "destroy"


@dataclass(frozen=True)
class SendingPurpose:
    """Why something is sent: for staff, and in plain words for the family."""

    id: str
    kind: DisclosureKind
    words: str
    plain: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a rule looks at: the kind of sending, and the entry's file, kind, outcome and dates."""

    sending: DisclosureKind
    purpose: Purpose
    entry: EntryKind
    outcome: Outcome | None
    due: Due = Due.NOT


@dataclass(frozen=True)
class Default:
    """A proposal for entries that fit. `what` and `why` are the class and the reason if it is left out."""

    proposed: Proposed
    what: Listed
    why: Listed
    words: str
    kinds: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    due: Due = Due.NOT

    def fits(self, looked: Looked) -> bool:
        """Whether this record is about such an entry."""
        pairs = (
            (self.kinds, looked.sending.code),
            (self.purposes, looked.purpose.code),
            (self.entries, looked.entry.code),
            (self.outcomes, looked.outcome.code if looked.outcome is not None else OPEN),
        )
        # What is due to be destroyed was due to be looked at before.
        is_due = self.due in (Due.NOT, looked.due) or (self.due is Due.REVIEW and looked.due is Due.DESTROY)
        return is_due and all(not allowed or found in allowed for allowed, found in pairs)


@dataclass(frozen=True)
class First:
    """What is offered before everything else: what goes well, and the child's own words."""

    themes: frozenset[str]
    fields: frozenset[str]
    bases: frozenset[str]
    annotations: frozenset[str]


@dataclass(frozen=True)
class InDanger:
    """What stands in a package that was sent in danger before somebody had written it."""

    reason: str
    basis: str
    ground: str


@cache
def all_purposes() -> tuple[SendingPurpose, ...]:
    """Every purpose, in the order of the file."""
    return tuple(
        SendingPurpose(raw["id"], DisclosureKind[raw["kind"].upper()], raw["words"], raw["plain"])
        for raw in records.load("sending")["purpose"]
    )


def purposes(kind: DisclosureKind) -> tuple[SendingPurpose, ...]:
    """The purposes of one kind of sending."""
    return tuple(one for one in all_purposes() if one.kind is kind)


def purpose(purpose_id: str) -> SendingPurpose:
    """The purpose of that id; KeyError if it is not on the list."""
    return {one.id: one for one in all_purposes()}[purpose_id]


@cache
def defaults() -> tuple[Default, ...]:
    """The proposals in their order; BadRule where one names a class or a reason that is on no list."""
    return tuple(_default(raw) for raw in records.load("sending")["default"])


@cache
def default_for(looked: Looked) -> Default:
    """What is proposed: the first record that fits. The last one fits everything."""
    return next(one for one in defaults() if one.fits(looked))


@cache
def first() -> First:
    """What is offered first."""
    raw = records.load("sending")["first"]
    return First(
        *(frozenset(raw[name]) for name in ("themes", "fields", "bases", "annotations")),
    )


@cache
def instead() -> tuple[Listed, ...]:
    """What may stand in the place of a name."""
    return tuple(Listed(raw["id"], raw["words"]) for raw in records.load("sending")["instead"])


@cache
def in_danger() -> InDanger:
    """What is sent before it was written; BadRule where it is on no list."""
    raw = records.load("sending")["danger"]
    if raw["basis"] not in {one.id for one in disclosure.bases()}:
        raise BadRule("the basis in danger is on no list")
    if raw["ground"] not in {one.id for one in family.grounds()}:
        raise BadRule("the ground in danger is on no list")
    return InDanger(raw["reason"], raw["basis"], raw["ground"])


def provenance() -> Provenance:
    """Where purposes and proposals come from."""
    return records.provenance_of(records.load("sending")["about"])


def _default(raw: dict[str, Any]) -> Default:
    classes = {one.id: one for one in packages.classes()}
    reasons = {one.id: one for one in packages.reasons()}
    if raw["what"] not in classes or raw["why"] not in reasons:
        raise BadRule(f"{raw['what']} or {raw['why']} is on no list of packages")
    named = {name: frozenset(raw.get(name, ())) for name in ("kinds", "purposes", "entries", "outcomes")}
    return Default(
        Proposed(raw["is"]), classes[raw["what"]], reasons[raw["why"]], raw["words"], due=Due(raw.get("due", "")),
        **named,
    )  # fmt: skip
