"""How long what arrived from another organisation may wait or stay, from `data/receiving.toml`. It may not know what arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from fairward.rules import calendars, records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class Period:
    """A period in words, for the reference."""

    id: str
    length: str
    words: str


@cache
def periods() -> tuple[Period, ...]:
    """Every period."""
    return tuple(Period(raw["id"], _length(raw), raw["words"]) for raw in records.load("receiving")["period"])


def sort_by(opened_on: date) -> date:
    """When somebody is asked again about a package that was opened and not sorted."""
    return opened_on + timedelta(days=_raw("sort_by")["days"])


def kept_until(sorted_on: date) -> date:
    """When reasons, and a package that is kept for named people, are destroyed."""
    return calendars.shift(sorted_on, {"months": _raw("kept")["months"]})


def provenance() -> Provenance:
    """Where the periods come from."""
    return records.provenance_of(records.load("receiving")["about"])


def _raw(period_id: str) -> dict[str, int]:
    found: dict[str, int] = next(raw for raw in records.load("receiving")["period"] if raw["id"] == period_id)
    return found


def _length(raw: dict[str, int]) -> str:
    return f"{raw['days']} days" if "days" in raw else f"{raw['months']} months"
