"""Calendar arithmetic: calendar months with month ends, working days in England, school days, school years.

It may not know a rule: it only counts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
LONGEST_SEARCH_DAYS = 800  # no school is closed for two years; stops a search that cannot end
LONGEST_HOLIDAY_DAYS = 75  # a longer gap between two terms means that a term is missing from the dates


def add_months(day: date, months: int) -> date:
    """The same day number so many months later; the last day of the month where there is no such day.

    31 January plus one month is 28 or 29 February. Past the end of the calendar it stays at the end.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: date, days: int) -> date:
    """So many calendar days later, never past the end of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def shift(day: date, amount: Mapping[str, int]) -> date:
    """A day moved by years, months, days (in that order) and then to the end of its school year if asked."""
    moved = add_months(day, 12 * amount.get("years", 0) + amount.get("months", 0))
    moved = add_days(moved, amount.get("days", 0))
    for _ in range(amount.get("school_year_ends", 0)):
        moved = school_year_end(moved)
    return moved


def school_year_end(day: date, *, month: int = 8, last: int = 31) -> date:
    """The last day of the school year that the day lies in (31 August in England)."""
    end = date(day.year, month, last)
    return end if day <= end else date(min(day.year + 1, date.max.year), month, last)


@cache
def _england(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether it is a bank holiday in England, substitute days and one-off holidays included."""
    return day in _england(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not is_bank_holiday(day)


def add_working_days(day: date, count: int) -> date:
    """The last of so many working days, the first being the one after the day given."""
    return _walk(day, count, is_working_day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, or the first one after it."""
    return _walk(add_days(day, -1), 1, is_working_day)


def _walk(day: date, count: int, counts: Callable[[date], bool]) -> date:
    left = count
    for _ in range(LONGEST_SEARCH_DAYS + 7 * count):
        if left <= 0:
            break
        day = add_days(day, 1)
        left -= counts(day)
    return day


Span = tuple[date, date]


@dataclass(frozen=True)
class TermDates:
    """A school's own term dates: first and last days of terms and half terms, and days without pupils."""

    terms: Sequence[Span]
    half_terms: Sequence[Span] = ()
    inset: Collection[date] = ()

    def knows(self, day: date) -> bool:
        """Whether the dates say anything about this day: in a term, in the holidays between two, or without pupils.

        A gap longer than any holidays is a term that nobody has entered, so its days are not known.
        """
        reached: date | None = None
        if day in set(self.inset):
            return True
        for first, last in sorted(self.terms):
            if first <= day <= last:
                return True
            if day < first:
                return reached is not None and (first - reached).days <= LONGEST_HOLIDAY_DAYS
            reached = max(reached or last, last)
        return False

    def is_school_day(self, day: date) -> bool:
        """A weekday in term that is no bank holiday, half term or day without pupils."""
        if not is_working_day(day) or day in set(self.inset) or is_in_any(day, self.half_terms):
            return False
        return is_in_any(day, self.terms)

    def open_stretches(self) -> list[Span]:
        """First and last school day of each stretch that no half term, holiday or day without pupils breaks."""
        found: list[Span] = []
        is_broken = True
        for day in self._days():
            if self.is_school_day(day):
                found = [*found, (day, day)] if is_broken else [*found[:-1], (found[-1][0], day)]
                is_broken = False
            elif is_working_day(day):
                is_broken = True
        return found

    def school_days(self) -> list[date]:
        """Every day on which the school is open to pupils, in order."""
        return [day for day in self._days() if self.is_school_day(day)]

    def _days(self) -> Iterator[date]:
        if self.terms:
            first, last = min(self.terms)[0], max(ends for _, ends in self.terms)
            yield from (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def day_words(day: date) -> str:
    """ "14 May 2026"."""
    return f"{day.day} {day:%B %Y}"


def is_in_any(day: date, spans: Iterable[Span]) -> bool:
    return any(first <= day <= last for first, last in spans)
