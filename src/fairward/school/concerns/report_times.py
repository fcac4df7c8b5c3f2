"""When something happened, as a busy person says it: "today, about 12:40". It may not guess a day not given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fairward.kernel.vocabulary import WhenPrecision

TODAY, YESTERDAY, OTHER, UNKNOWN = "today", "yesterday", "other", "unknown"
DAYS = (TODAY, YESTERDAY, OTHER, UNKNOWN)

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$", re.IGNORECASE)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with how exactly it is known. `left_over` is what was typed and could not be read as a day or time."""

    at: datetime
    precision: WhenPrecision
    left_over: str = ""


@dataclass(frozen=True, slots=True)
class TypedWhen:
    """The answers as they were typed."""

    choice: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    clock: str = ""
    is_about: bool = False


def read_clock(typed: str) -> time | None:
    """A time of day: 12:40, 1240, 9.05, 1pm, noon. None for anything else."""
    words = typed.strip().lower()
    if words in _NAMED:
        return _NAMED[words]
    found = _CLOCK.match(words)
    if not found or (len(words) < 3 and not found.group(3)):
        return None
    hour, minute, half = int(found.group(1)), int(found.group(2) or 0), (found.group(3) or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(typed: TypedWhen, today: date) -> date | None:
    """The day, or None where it was not given or is no day of the calendar. Two figures mean this century."""
    if typed.choice == TODAY:
        return today
    if typed.choice == YESTERDAY:
        return today - timedelta(days=1)
    if typed.choice != OTHER:
        return None
    try:
        year = int(typed.year or today.year)
        return date(year + 2000 if year < 100 else year, _month(typed.month), int(typed.day))
    except ValueError:
        return None


def _month(typed: str) -> int:
    """A month as a number or by the first letters of its name."""
    if typed.strip().isdigit():
        return int(typed)
    names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    return names.index(typed.strip().lower()[:3]) + 1


def read_moment(typed: TypedWhen, now: datetime) -> Moment:
    """The moment in the time zone of `now`. Without a readable day it is `now`, marked as not known."""
    day, clock = read_day(typed, now.date()), read_clock(typed.clock)
    if day is None:
        return Moment(now, WhenPrecision.UNKNOWN, typed_words(typed))
    if clock is None:
        precision = WhenPrecision.ABOUT_DAY if typed.is_about and not typed.clock else WhenPrecision.DAY
        # Noon stands for a day without a time, so that no time zone moves it to another day.
        return Moment(datetime.combine(day, time(12), now.tzinfo), precision, typed.clock.strip())
    precision = WhenPrecision.ABOUT_TIME if typed.is_about else WhenPrecision.MINUTE
    return Moment(datetime.combine(day, clock, now.tzinfo), precision)


def is_future(moment: Moment, now: datetime) -> bool:
    """Whether it lies ahead: a day without a time from tomorrow, a time from five minutes ahead (clocks differ)."""
    if moment.precision is WhenPrecision.UNKNOWN:
        return False
    if moment.precision in (WhenPrecision.DAY, WhenPrecision.ABOUT_DAY):
        return moment.at.date() > now.date()
    return moment.at > now + timedelta(minutes=5)


def typed_words(typed: TypedWhen) -> str:
    """What was typed, in one line, so that it is kept where it cannot be read."""
    day = " ".join(filter(None, (typed.day, typed.month, typed.year))) if typed.choice == OTHER else ""
    return ", ".join(filter(None, (day.strip(), typed.clock.strip())))


def moment_words(moment: Moment) -> str:
    """ "at about 12:40 on 12 May 2026", "on 12 May 2026, first break", "date not known"."""
    day = f"{moment.at.day} {moment.at:%B %Y}"
    words = {
        WhenPrecision.MINUTE: f"at {moment.at:%H:%M} on {day}",
        WhenPrecision.ABOUT_TIME: f"at about {moment.at:%H:%M} on {day}",
        WhenPrecision.DAY: f"on {day}",
        WhenPrecision.ABOUT_DAY: f"on about {day}",
    }.get(moment.precision, "date not known")
    return f"{words}, {moment.left_over}" if moment.left_over else words
