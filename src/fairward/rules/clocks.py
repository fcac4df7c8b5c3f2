"""Deadlines: a rule, a start and a calendar give the moment it is due and a sentence that says why.

It may not start, stop or store a clock; it only works out when one ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from fairward.rules import calendars, records
from fairward.rules.calendars import TermDates
from fairward.rules.records import BadRule, Provenance

ENGLAND = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59)
WORKING_DAY_WORDS = " Weekends and bank holidays in England do not count."
SCHOOL_DAY_WORDS = " Only days on which the school is open to pupils count."
ASSUMED_SCHOOL_DAY_WORDS = (
    " The school's term dates are not known for all of this time, so working days were counted there."
)
OUR_OWN_WORDS = " This is our own target, not a published rule."
UNITS = ("hours", "days", "working_days", "school_days", "months", "same_school_day")


@dataclass(frozen=True)
class Deadline:
    """A rule: how long after its trigger something is due."""

    id: str
    title: str
    trigger: str
    within: Mapping[str, object]
    rolls: bool
    may_stop: bool
    warn: Mapping[str, object] | None
    extension: Mapping[str, object] | None
    note: str
    provenance: Provenance


@dataclass(frozen=True)
class Calendars:
    """What a place counts with: its term dates (None if not known) and its time zone."""

    terms: TermDates | None = None
    zone: ZoneInfo = ENGLAND


@dataclass(frozen=True)
class Due:
    """When something is due, as a moment, with the sentence that explains it."""

    at: datetime
    sentence: str
    rule: Deadline
    warn_at: datetime | None = None


Stopped = tuple[date, date]
"""A wait for a needed answer: the day it was asked for and the day it came."""


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every deadline rule, in every version."""
    return tuple(_deadline(raw) for raw in records.load("deadlines")["rule"])


def rule(rule_id: str, on: date) -> Deadline:
    """The version of a rule that applies on a day; KeyError for an id that no rule has."""
    return {each.id: each for each in records.in_force(deadlines(), on)}[rule_id]


def due(
    rule_or_id: Deadline | str,
    start: datetime,
    places: Calendars | None = None,
    *,
    stopped: Sequence[Stopped] = (),
    is_extended: bool = False,
) -> Due:
    """When it is due. start must know its time zone. Stops count only for a rule that may be stopped."""
    if start.tzinfo is None:
        raise ValueError("The start of a clock must know its time zone.")
    places = places or Calendars()
    local = start.astimezone(places.zone)
    found = rule(rule_or_id, local.date()) if isinstance(rule_or_id, str) else rule_or_id
    if stopped and not found.may_stop:
        raise BadRule(f"The clock of {found.id} cannot be stopped.")
    within = _with_extension(found) if is_extended else found.within
    at, counting = _end(within, local, places, waited=_days_waited(stopped), rolls=found.rolls)
    warn = _end(found.warn, local, places, waited=0, rolls=False)[0] if found.warn else None
    return Due(at, _sentence(found, within, local, at, counting), found, warn)


def _with_extension(found: Deadline) -> Mapping[str, object]:
    if found.extension is None:
        raise BadRule(f"{found.id} cannot be extended.")
    (unit, more), (base, first) = _only(found.extension), _only(found.within)
    if unit != base:
        raise BadRule(f"{found.id} is extended in another unit than it counts in.")
    return {unit: _whole(first) + _whole(more)}


def _end(
    within: Mapping[str, object], start: datetime, places: Calendars, *, waited: int, rolls: bool
) -> tuple[datetime, str]:
    """The last moment, and a half sentence on how it was counted."""
    unit, amount = _only(within)
    if unit == "hours":
        # Hours run through the night and through a change of the clocks, so they are added in UTC.
        return (start.astimezone(UTC) + timedelta(hours=_number(amount))).astimezone(places.zone), ""
    if unit == "same_school_day":
        return _same_school_day(start, time.fromisoformat(str(within["until"])), places)
    day, counting = _last_day(unit, _whole(amount), start.date(), places)
    day = calendars.add_days(day, waited)
    if waited:
        counting += f" {waited} {'day' if waited == 1 else 'days'} of waiting for an answer did not count."
    if rolls and not calendars.is_working_day(day):
        day = calendars.next_working_day(day)
        counting += " The last day was a weekend or bank holiday, so it is the next working day."
    return datetime.combine(day, END_OF_DAY, places.zone), counting


def _last_day(unit: str, amount: int, start: date, places: Calendars) -> tuple[date, str]:
    if unit == "months":
        return calendars.add_months(start, amount), ""
    if unit == "days":
        return calendars.add_days(start, amount), ""
    if unit == "working_days":
        return calendars.add_working_days(start, amount), WORKING_DAY_WORDS
    counted = calendars.add_school_days(start, amount, places.terms)
    return counted.on, _school_day_words(counted.is_assumed)


def _same_school_day(start: datetime, until: time, places: Calendars) -> tuple[datetime, str]:
    before = start.date() - timedelta(days=1) if start.time() < until else start.date()
    counted = calendars.add_school_days(before, 1, places.terms)
    return datetime.combine(counted.on, until, places.zone), _school_day_words(counted.is_assumed)


def _school_day_words(is_assumed: bool) -> str:
    if is_assumed:
        return ASSUMED_SCHOOL_DAY_WORDS
    return SCHOOL_DAY_WORDS


def _sentence(
    found: Deadline, within: Mapping[str, object], start: datetime, at: datetime, counting: str
) -> str:
    """Plain words for the page: what, by when, how it was counted, and that a product rule is only ours."""
    ours = OUR_OWN_WORDS if found.provenance.confidence == "product" else ""
    began = f"{start.day} {start:%B %Y} at {start:%H:%M}"
    by = f"{at.day} {at:%B %Y}" + ("" if at.time() == END_OF_DAY else f" at {at:%H:%M}")
    return f"{found.title} by {by}: {words(within)} from {began} ({found.trigger}).{counting}{ours}"


def words(within: Mapping[str, object]) -> str:
    """A period in words: "1 working day", "the same school day until 17:00"."""
    unit, amount = _only(within)
    if unit == "same_school_day":
        return f"the same school day until {within['until']}"
    if unit == "hours" and _number(amount) < 1:
        return f"{round(_number(amount) * 60)} minutes"
    name = unit.replace("_", " ").replace("months", "calendar months")
    return f"{amount} {name.removesuffix('s') if amount == 1 else name}"


def _days_waited(stopped: Iterable[Stopped]) -> int:
    """Calendar days between each question and its answer; overlapping waits count once."""
    waited, reached = 0, date.min
    for asked_on, answered_on in sorted(stopped):
        begun_on = max(asked_on, reached)
        waited += max(0, (answered_on - begun_on).days)
        reached = max(reached, answered_on)
    return waited


def _only(within: Mapping[str, object]) -> tuple[str, object]:
    return next((unit, within[unit]) for unit in UNITS if unit in within)


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise BadRule(f"A number was expected, not {raw!r}.")
    return raw


def _whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise BadRule(f"A whole number was expected, not {raw!r}.")
    return raw


def _deadline(raw: Mapping[str, object]) -> Deadline:
    within = raw["within"]
    if not isinstance(within, dict) or sum(unit in within for unit in UNITS) != 1:
        raise BadRule(f"{raw.get('id')}: within has exactly one of {', '.join(UNITS)}")
    return Deadline(
        id=str(raw["id"]),
        title=str(raw["title"]),
        trigger=str(raw["trigger"]),
        within=within,
        rolls=bool(raw.get("rolls", False)),
        may_stop=bool(raw.get("may_stop", False)),
        warn=_period(raw.get("warn")),
        extension=_period(raw.get("extension")),
        note=str(raw.get("note", "")),
        provenance=records.provenance_of(raw),
    )


def _period(raw: object) -> Mapping[str, object] | None:
    return raw if isinstance(raw, dict) else None
