"""Opening hours of a hub: which hours of a week count, as moments that survive a change of the clocks.

It may not know a rule or a place: it only turns a week of opening times into spans of real time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from fairward.rules import calendars

MIDNIGHT = time(0)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Shift = tuple[time, time]
"""From and to on one day, in local time; to = 00:00 means the midnight that ends the day."""


@dataclass(frozen=True)
class HubHours:
    """When a hub works: weekday (0 is Monday) -> its shifts. A night shift is two: until 00:00 and from 00:00."""

    week: Mapping[int, Sequence[Shift]] = field(default_factory=dict)
    is_open_on_bank_holidays: bool = False

    def spans_on(self, day: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of one local day in which the hub is open, in UTC, in order."""
        if not self.is_open_on_bank_holidays and calendars.is_bank_holiday(day):
            return
        for opens, closes in sorted(self.week.get(day.weekday(), ())):
            ends_on = calendars.add_days(day, 1) if closes == MIDNIGHT else day
            begin, end = datetime.combine(day, opens, zone), datetime.combine(ends_on, closes, zone)
            yield begin.astimezone(UTC), end.astimezone(UTC)

    def problems(self) -> list[str]:
        """What cannot be right in the hours as a hub gives them, one sentence each."""
        found = [] if any(self.week.values()) else ["The hub is never open."]
        for weekday, shifts in self.week.items():
            for opens, closes in shifts:
                if MIDNIGHT < closes <= opens:
                    found.append(f"On {DAYS[weekday]} the hub closes at {closes:%H:%M}, before it opens.")
            found += _overlaps(DAYS[weekday], sorted(shifts))
        return found


def _overlaps(day: str, shifts: Sequence[Shift]) -> list[str]:
    return [
        f"On {day} the hub opens at {later[0]:%H:%M} while it is still open from {earlier[0]:%H:%M}."
        for earlier, later in pairwise(shifts)
        if earlier[1] == MIDNIGHT or later[0] < earlier[1]
    ]


ALWAYS_OPEN = HubHours(dict.fromkeys(range(7), ((MIDNIGHT, MIDNIGHT),)), True)
"""Day and night, every day of the year."""

Gap = tuple[datetime, datetime | None]
"""A stretch of real time (UTC) that does not count; None: it has not ended."""


def open_spans(
    start: datetime, hours: HubHours, zone: ZoneInfo, gaps: Sequence[Gap] = ()
) -> Iterator[tuple[datetime, datetime]]:
    """The spans of time (UTC) that count from a moment on, gaps left out; ends where a gap has no end.

    Stops after two years: no hub is closed for so long.
    """
    day = start.astimezone(zone).date()
    for _ in range(calendars.LONGEST_SEARCH_DAYS):
        for begin, end in hours.spans_on(day, zone):
            yield from _without(max(begin, start.astimezone(UTC)), end, gaps)
        day = calendars.add_days(day, 1)


def _without(begin: datetime, end: datetime, gaps: Sequence[Gap]) -> Iterator[tuple[datetime, datetime]]:
    """One span less the gaps, which are in order and do not overlap."""
    for since, until in gaps:
        if until is not None and until <= begin:
            continue
        if begin < min(since, end):
            yield begin, min(since, end)
        if until is None:
            return
        begin = max(begin, until)
    if begin < end:
        yield begin, end
