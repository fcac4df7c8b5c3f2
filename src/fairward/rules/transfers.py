"""From when the clock of a transfer runs: from the day the child left, or from the first day of the new term. Pure.

It may not start a clock or store one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fairward.rules import calendars, clocks, records
from fairward.rules.calendars import TermDates
from fairward.rules.clocks import ENGLAND, Calendars, Due
from fairward.rules.records import Provenance

RULE = "file-transfer"
RECEIPT = "transfer-receipt"
DESTINATION = "transfer-destination"
_LONGEST_HOLIDAYS = calendars.LONGEST_HOLIDAY_DAYS


@dataclass(frozen=True)
class Begins:
    """The day from which is counted, itself not counted; `new_term` is the first day of the term, if one is waited for.

    is_assumed: no term dates say when it begins.
    """

    after: date
    new_term: date | None = None
    is_assumed: bool = False


@dataclass(frozen=True)
class TransferClock:
    """By when a file is with the next school, and the sentence that says why."""

    due: Due
    begins: Begins
    sentence: str

    @property
    def is_assumed(self) -> bool:
        """Whether working days or a first day of term were taken because no term dates are known."""
        return self.due.is_assumed or self.begins.is_assumed


def begins(left_on: date, terms: TermDates | None) -> Begins:
    """Where the count begins for a child who left on a day.

    Between two terms it is the first day of the new one: that day is the first of the five, so the day before is where
    the count starts. In a term it is the day they left.
    """
    first, is_known = _next_school_day(left_on, terms)
    if first is not None and terms is not None:
        is_same = any(start <= left_on <= end and start <= first <= end for start, end in terms.terms)
        return Begins(left_on) if is_same else Begins(first - timedelta(days=1), first)
    if is_known or not _is_summer(left_on):
        return Begins(left_on)
    first = _assumed_term(left_on)
    return Begins(first - timedelta(days=1), first, is_assumed=True)


def clock(left_on: date, places: Calendars) -> TransferClock:
    """The clock of a transfer. Where term dates are missing it counts working days, and says so."""
    begun = begins(left_on, places.terms)
    due = clocks.due(RULE, _noon(begun.after), places)
    return TransferClock(due, begun, _sentence(due, begun, left_on))


def next_look(rule_id: str, on: date, places: Calendars) -> date:
    """When somebody is reminded again: of a receipt that has not come, of a school that is not known."""
    return clocks.due(rule_id, _noon(on), places).at.date()


def provenance() -> Provenance:
    """Where the summer rule comes from."""
    return records.provenance_of(records.load("transfers")["summer"])


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ENGLAND)


def _next_school_day(left_on: date, terms: TermDates | None) -> tuple[date | None, bool]:
    """(the next day with pupils, whether the term dates know the days up to it)."""
    for ahead in range(1, _LONGEST_HOLIDAYS + 1):
        day = calendars.add_days(left_on, ahead)
        if terms is None or not terms.knows(day):
            return None, False
        if terms.is_school_day(day):
            return day, True
    return None, True


def _is_summer(left_on: date) -> bool:
    summer = records.load("transfers")["summer"]
    start = date(left_on.year, summer["from"]["month"], summer["from"]["day"])
    return start <= left_on < _assumed_term(left_on)


def _assumed_term(left_on: date) -> date:
    term = records.load("transfers")["summer"]["term"]
    return calendars.next_working_day(date(left_on.year, term["month"], term["day"]))


def _sentence(due: Due, begun: Begins, left_on: date) -> str:
    last = calendars.day_words(due.at.date())
    if begun.new_term is not None:
        since = f"the first five school days of the term that begins on {calendars.day_words(begun.new_term)}"
    else:
        since = f"five school days after {calendars.day_words(left_on)}, when the child left"
    words = f"To be with the next school by {last}: {since}."
    if begun.is_assumed:
        return f"{words} No term dates say when that is, so the first working day of September was taken."
    if due.is_assumed:
        return f"{words} No term dates are known for these days, so working days were counted."
    return words
