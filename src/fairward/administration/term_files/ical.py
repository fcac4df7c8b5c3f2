"""Term dates out of a calendar file (iCalendar, RFC 5545): the days and the names of its events, nothing else.

It may not repeat an event, follow an address, or keep what is no term date: a school's calendar holds names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fairward.administration.term_files.dates import YEARS, shown
from fairward.administration.term_files.given import Given, Kind, Reading, TermFileProblem, kind_of

ENGLAND = ZoneInfo("Europe/London")
MOST_EVENTS = 5000
MOST_LINE = 2000
_STAMP = re.compile(r"([0-9]{4,6})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z)?)?")
_DURATION = re.compile(r"P(?:([0-9]{1,3})W)?(?:([0-9]{1,3})D)?(?:T[0-9HMS]*)?")
_PROPERTY = re.compile(r'([A-Za-z-]{1,40})(?:;(?:"[^"]*"|[^":])*)?:')
_ESCAPES = {"\\n": " ", "\\N": " ", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass
class _Event:
    """The lines of one event that matter."""

    name: str = ""
    starts: str = ""
    ends: str = ""
    lasts: str = ""
    repeats: bool = False


class _BadStamp(ValueError):
    """A date in the file that is none."""


def read_calendar(text: str) -> Reading:
    """Terms, half terms and days without pupils by the names of events; everything else is only counted."""
    given = Given()
    for number, event in enumerate(_events(text), 1):
        if number > MOST_EVENTS:
            raise TermFileProblem(
                f"The calendar holds more than {MOST_EVENTS:,} events. Export one school year."
            )
        kind = kind_of(event.name)
        if kind is None:
            given.left_out += 1
            continue
        if event.repeats:
            given.note(f"{shown(event.name)} repeats; repetitions are not read. Enter those days by hand.")
        try:
            first, last = _days(event)
            if kind is Kind.TERM and first == last:  # an evening in term, not a term
                given.left_out += 1
            else:
                given.add(kind, first, last)
        except _BadStamp as bad:
            given.note(f"{shown(event.name)}: {shown(str(bad))} is not a date.", blocks=True)
    return given.reading()


def _events(text: str) -> Iterator[_Event]:
    event: _Event | None = None
    inside = 0  # an alarm inside an event has a name and times of its own
    for line in _unfolded(text):
        key, value = _split(line)
        if key == "BEGIN" and value.upper() == "VEVENT":
            event, inside = _Event(), 0
        elif event is None:
            continue
        elif key == "BEGIN":
            inside += 1
        elif key == "END" and value.upper() == "VEVENT":
            yield event
            event = None
        elif key == "END":
            inside -= 1
        elif inside == 0:
            _take(event, key, value)


def _split(line: str) -> tuple[str, str]:
    """The name of a property and its value; parameters, which may hold a colon between quotation marks, are dropped."""
    found = _PROPERTY.match(line)
    return (found[1].upper(), line[found.end() :]) if found else ("", "")


def _take(event: _Event, key: str, value: str) -> None:
    if key == "SUMMARY":
        event.name = re.sub(r"\\[nN,;\\]", lambda found: _ESCAPES[found[0]], value)
    elif key == "DTSTART":
        event.starts = value
    elif key == "DTEND":
        event.ends = value
    elif key == "DURATION":
        event.lasts = value
    elif key in ("RRULE", "RDATE"):
        event.repeats = True


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines: a line that begins with a space or a tab goes on with the one before. Long ones are cut."""
    held = ""
    for line in text.splitlines():
        if line[:1] in (" ", "\t"):
            held += line[1 : MOST_LINE - len(held) + 1] if len(held) < MOST_LINE else ""
        else:
            if held:
                yield held
            held = line[:MOST_LINE]
    if held:
        yield held


def _days(event: _Event) -> tuple[date, date]:
    """First and last day. The end of a whole-day event is the day after it (RFC 5545, 3.6.1)."""
    first, _ = _stamp(event.starts)
    if event.ends:
        last, is_midnight = _stamp(event.ends)
        last = last - timedelta(days=1) if is_midnight and last > first else last
    elif found := _DURATION.fullmatch(event.lasts):
        days = 7 * int(found[1] or 0) + int(found[2] or 0)
        last = first + timedelta(days=max(0, days - 1))
    else:
        last = first
    return first, last


def _stamp(raw: str) -> tuple[date, bool]:
    """The day in England, and whether it is a whole day or midnight."""
    found = _STAMP.fullmatch(raw.strip())
    if found is None or len(found[1]) != 4 or int(found[1]) not in YEARS:
        raise _BadStamp(raw)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day, True
        moment = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), tzinfo=UTC)
    except ValueError:
        raise _BadStamp(raw) from None
    if found[7]:
        moment = moment.astimezone(ENGLAND)
    return moment.date(), (moment.hour, moment.minute) == (0, 0)
