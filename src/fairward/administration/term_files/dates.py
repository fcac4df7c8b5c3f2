"""A day as people write it, to a date: "2026-09-01", "1/9/26", "Tue 1st Sept 2026". It may not guess an order of numbers.

Day before month, as in England; a weekday that does not fit is said, because one of the two is a mistake.
"""

from __future__ import annotations

import re
from datetime import date

MOST_SHOWN = 40
YEARS = range(2000, 2100)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]?\s+(?=\S)")
_ISO = re.compile(r"(?P<year>[0-9]{4,6})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(t00:00(:00)?z?)?")
_NUMBERS = re.compile(r"(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{2,6})( 00:00(:00)?)?")
_WORDS = re.compile(
    r"(?P<day>[0-9]{1,2})(st|nd|rd|th)?( of)?[ -](?P<month>[a-z]{3,9})[.,]{0,2}[ -](?P<year>[0-9]{2,6})"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(st|nd|rd|th)?,? (?P<year>[0-9]{4,6})"
)


class NotADate(ValueError):
    """What was written is no day; the sentence says why. It shows what was written, shortened."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def shown(text: str) -> str:
    """What somebody wrote, on one line and short, between quotation marks."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * MOST_SHOWN])
    line = " ".join(line.split())
    return f"“{line[:MOST_SHOWN]}{'…' if len(line) > MOST_SHOWN else ''}”"


def read_day(text: str) -> tuple[date, str]:
    """The date, and a sentence if the weekday beside it does not fit (else empty); raises NotADate."""
    plain = " ".join(text[:80].lower().split())
    weekday = _WEEKDAY.match(plain)
    rest = plain[weekday.end() :] if weekday else plain
    for pattern in (_ISO, _NUMBERS, _WORDS, _MONTH_FIRST):
        if found := pattern.fullmatch(rest):
            day = _made(text, found["year"], found["month"], found["day"])
            return day, _weekday_fault(text, weekday[1], day) if weekday else ""
    raise NotADate(f"{shown(text)} is not a date.")


def is_like_a_day(text: str) -> bool:
    """Whether something is meant as a date, right or wrong: a heading is not."""
    return any(sign.isdigit() for sign in text)


def _made(text: str, year_text: str, month_text: str, day_text: str) -> date:
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if len(year_text) not in (2, 4) or year not in YEARS:
        raise NotADate(f"{shown(text)}: the year {year_text} cannot be right.")
    try:
        return date(year, _month(month_text), int(day_text))
    except ValueError:
        raise NotADate(f"{shown(text)}: there is no such day.") from None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else 0


def _weekday_fault(text: str, named: str, day: date) -> str:
    if _WEEKDAYS[day.weekday()] == named:
        return ""
    return f"{shown(text)} is a {day:%A}. Check the day and the month."
