"""What the rules say about rights cases: the deadline of each kind, and how long a closed one is kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from fairward.rules import calendars, records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class CaseRule:
    """For one kind of case (a code): the id of its deadline, years it is kept after closing, and where that comes from."""

    kind: str
    clock: str
    keep_years: int
    provenance: Provenance

    @property
    def id(self) -> str:
        """What the versions of a rule share."""
        return self.kind

    def keep_until(self, closed_on: date) -> date:
        """The last day on which a case closed on that day is kept."""
        return calendars.add_months(closed_on, 12 * self.keep_years)


@cache
def case_rules() -> tuple[CaseRule, ...]:
    """Every rule, in every version."""
    return tuple(
        CaseRule(raw["kind"], raw["clock"], raw["keep_years"], records.provenance_of(raw))
        for raw in records.load("cases")["case"]
    )


def case_rule(kind: str, on: date) -> CaseRule:
    """The rule for a kind of case that applies on a day; KeyError for a kind that no rule has."""
    return {each.kind: each for each in records.in_force(case_rules(), on)}[kind]
