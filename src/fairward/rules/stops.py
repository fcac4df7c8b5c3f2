"""Stops of a clock: waits for a needed answer, put in order, merged, and cut to what lies after the start.

It may not decide whether a clock may be stopped, nor move a deadline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T", date, datetime)

Stopped = tuple[date | datetime, date | datetime | None]
"""A wait: when the answer was asked for and when it came (None: it has not come, the clock stands).

Days or moments. A moment must know its time zone; to a clock that counts days it is the day it falls on, and to a
clock that counts hours a day is its first moment.
"""


@dataclass(frozen=True)
class Wait:
    """A stretch in which a clock that counts days stands: the day after `asked_on` up to and with `answered_on`."""

    asked_on: date
    answered_on: date | None

    def holds(self, day: date) -> bool:
        """Whether the clock stands at the end of this day."""
        return self.asked_on <= day and (self.answered_on is None or day < self.answered_on)

    def skips(self, day: date) -> bool:
        """Whether this day does not count."""
        return self.asked_on < day and (self.answered_on is None or day <= self.answered_on)


Gap = tuple[datetime, datetime | None]
"""The same for a clock that counts hours, in UTC."""


def waits(stopped: Iterable[Stopped], start: datetime, zone: ZoneInfo) -> list[Wait]:
    """In order, merged, none before the day of the start; what ends before it begins is left out."""
    days = [(_day(since, zone), None if until is None else _day(until, zone)) for since, until in stopped]
    begun = start.astimezone(zone).date()
    return [Wait(since, until) for since, until in _merged(days, begun)]


def gaps(stopped: Iterable[Stopped], start: datetime, zone: ZoneInfo) -> list[Gap]:
    """As `waits`, as moments."""
    moments = [
        (_moment(since, zone), None if until is None else _moment(until, zone)) for since, until in stopped
    ]
    return _merged(moments, start.astimezone(UTC))


def _merged(spans: Sequence[tuple[T, T | None]], start: T) -> list[tuple[T, T | None]]:
    merged: list[tuple[T, T | None]] = []
    for asked, until in sorted(spans, key=lambda span: span[0]):
        since = max(asked, start)
        if until is not None and until <= since:
            continue
        if not merged or (merged[-1][1] is not None and merged[-1][1] < since):
            merged.append((since, until))
        else:
            merged[-1] = (merged[-1][0], _later(merged[-1][1], until))
    return merged


def _later(one: T | None, other: T | None) -> T | None:
    return None if one is None or other is None else max(one, other)


def _day(when: date, zone: ZoneInfo) -> date:
    return _aware(when).astimezone(zone).date() if isinstance(when, datetime) else when


def _moment(when: date, zone: ZoneInfo) -> datetime:
    known = _aware(when) if isinstance(when, datetime) else datetime.combine(when, time(0), zone)
    return known.astimezone(UTC)


def _aware(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("A stop of a clock must know its time zone.")
    return when
