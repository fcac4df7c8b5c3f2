"""The times that the monitors look at. Pure.

They are twelve whole months each and never overlap: two times that differ by a day or a month would, the one less the other,
give that day's or month's small count away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

MONTHS_SHOWN = 12
YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A time to look at: from the first moment of `since` to the last of `until`, both days of the school's calendar."""

    since: date
    until: date

    def moments(self) -> tuple[datetime, datetime]:
        """The first moment, and the first moment after it."""
        after = date.fromordinal(self.until.toordinal() + 1)
        return tuple(timezone.make_aware(datetime.combine(day, time())) for day in (self.since, after))  # type: ignore[return-value]


def span_of(today: date, years_back: int = 0) -> Span:
    """Twelve months: those that end with the present one, or the twelve before, and so on."""
    last = _shifted(today.replace(day=1), -MONTHS_SHOWN * years_back)
    since = _shifted(last, 1 - MONTHS_SHOWN)
    until = today if years_back == 0 else date.fromordinal(_shifted(last, 1).toordinal() - 1)
    return Span(since, until)


def months_of(span: Span) -> list[date]:
    """The first days of the months that a span touches, the earliest first."""
    found = [span.since.replace(day=1)]
    while _shifted(found[-1], 1) <= span.until:
        found.append(_shifted(found[-1], 1))
    return found


def _shifted(month: date, by: int) -> date:
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)
