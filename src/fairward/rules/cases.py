"""What the rules say about rights cases: the deadline of each kind, and how long a closed one is kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from fairward.rules import records
from fairward.rules.records import Provenance
from fairward.rules.retention import Kept, Override, explain

_ANY_DAY = date(2027, 1, 1)


@dataclass(frozen=True)
class CaseRule:
    """For one kind of case (a code): the id of its deadline, and where that comes from."""

    kind: str
    clock: str
    provenance: Provenance

    @property
    def id(self) -> str:
        """What the versions of a rule share."""
        return self.kind

    def kept(self, closed_on: date, overrides: Sequence[Override] = ()) -> Kept:
        """Why and until when a case closed on that day is kept, by the class of the schedule whose purpose is its kind."""
        return explain(
            self.kind, None, (), born_on=None, closed_on=closed_on, recorded_on=closed_on, today=closed_on, overrides=overrides
        )  # fmt: skip

    def keep_until(self, closed_on: date, overrides: Sequence[Override] = ()) -> date:
        """The last day on which a case closed on that day is kept."""
        return self.kept(closed_on, overrides).destroy_on

    @property
    def keep_years(self) -> int:
        """Years it is kept after closing, as the schedule ships."""
        return self.keep_until(_ANY_DAY).year - _ANY_DAY.year


@cache
def case_rules() -> tuple[CaseRule, ...]:
    """Every rule, in every version."""
    return tuple(
        CaseRule(raw["kind"], raw["clock"], records.provenance_of(raw))
        for raw in records.load("cases")["case"]
    )


def case_rule(kind: str, on: date) -> CaseRule:
    """The rule for a kind of case that applies on a day; KeyError for a kind that no rule has."""
    return {each.kind: each for each in records.in_force(case_rules(), on)}[kind]
