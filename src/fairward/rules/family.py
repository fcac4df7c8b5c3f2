"""The kinds of decision about telling the family, and the listed grounds for holding something back.

It may not decide for anybody: it says what each choice needs and when it is looked at again.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from fairward.rules import calendars, records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class DecisionKind:
    """A choice, and what else must be given with it: by_date, ground, approver, review_date."""

    id: str
    words: str
    sentence: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """A reason on the list for holding back; looked at again within `working_days`."""

    id: str
    words: str
    question: str
    working_days: int

    def review_by(self, decided_on: date) -> date:
        return calendars.add_working_days(decided_on, self.working_days)


@cache
def kinds() -> tuple[DecisionKind, ...]:
    return tuple(
        DecisionKind(raw["id"], raw["words"], raw["sentence"], tuple(raw["needs"]))
        for raw in records.load("family")["kind"]
    )


@cache
def grounds() -> tuple[Ground, ...]:
    return tuple(
        Ground(raw["id"], raw["words"], raw["question"], raw["review_within"]["working_days"])
        for raw in records.load("family")["ground"]
    )


def ground(ground_id: str) -> Ground:
    """The ground of that id; KeyError if it is not on the list."""
    return {each.id: each for each in grounds()}[ground_id]


def provenance() -> Provenance:
    """Where the list of grounds comes from."""
    return records.provenance_of(records.load("family")["about"])
