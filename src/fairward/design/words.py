"""Dates, times and counts as people say them, in London time. It may not read a clock or know what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(value: date | datetime | None) -> str:
    """Say a day as "12 May 2026"; a moment is taken to London first. None is the empty text.

    Written by hand because Django's filter costs a fifth of a page of fifty rows.
    """
    if value is None:
        return ""
    day = value.astimezone(LONDON) if isinstance(value, datetime) and value.tzinfo else value
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def moment_words(value: datetime | None) -> str:
    """Say a moment as "12 May 2026, 10:55" in London time. None is the empty text."""
    if value is None:
        return ""
    there = value.astimezone(LONDON) if value.tzinfo else value
    return f"{there.day} {MONTHS[there.month]} {there.year}, {there.hour:02}:{there.minute:02}"


def time_words(value: datetime | None) -> str:
    """Say the time of a moment as "10:55" in London time. None is the empty text."""
    if value is None:
        return ""
    there = value.astimezone(LONDON) if value.tzinfo else value
    return f"{there.hour:02}:{there.minute:02}"


def machine_date(value: date | datetime | None) -> str:
    """Say a day or moment for the `datetime` attribute of `<time>`."""
    return value.isoformat() if value is not None else ""


def plural(number: int, one: str, many: str = "") -> str:
    """Say "1 report", "3 reports", "1,204 reports"; `many` when an s is not enough."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join as "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
