"""Deadlines: a rule, a start and a calendar give the moment it is due and a sentence that says why.

It may not start, stop or store a clock; it only works out when one ends.

    due("access-request", start, places, stopped=[(asked_on, answered_on)]).at         when, for a clock that runs
    look("access-request", start, places, stopped=[(asked_on, None)])                   Due, or Standing while it waits
    due(period({"hub_hours": 4}), start, Calendars(hub=HubHours({0: [(time(8), time(18))]})))    without a rule

`places` is a `Calendars`: the school's term dates, the time zone, the hub's opening hours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from fairward.rules import calendars, counting, explaining, records
from fairward.rules.counting import END_OF_DAY, ENGLAND, UNITS, Calendars, Reached, number, only
from fairward.rules.explaining import Told, words
from fairward.rules.records import BadRule, Provenance
from fairward.rules.stops import Stopped

__all__ = [
    "END_OF_DAY", "ENGLAND", "UNITS", "Calendars", "Deadline", "Due", "Standing", "Stopped",
    "deadlines", "due", "look", "period", "rule", "words",
]  # fmt: skip


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
class Due:
    """When something is due. because: "1 month from 14 May 2026, plus 6 days while we waited for your answer"."""

    at: datetime
    sentence: str
    rule: Deadline
    warn_at: datetime | None = None
    because: str = ""
    is_assumed: bool = False  # term dates or opening hours were not known


@dataclass(frozen=True)
class Standing:
    """A clock that stands while an answer is awaited: it has no last day yet. since: the day, or for hours the moment."""

    since: date | datetime
    sentence: str
    rule: Deadline
    because: str
    at: None = None


def due(
    rule_or_id: Deadline | str,
    start: datetime,
    places: Calendars | None = None,
    *,
    stopped: Sequence[Stopped] = (),
    is_extended: bool = False,
    extended_on: date | None = None,
    waiting_for: str = "your answer",
) -> Due:
    """When it is due. start must know its time zone.

    BadRule: the rule may not be stopped or not be extended, the extension was told (`extended_on`) after the first
    period, or an answer is still awaited (then ask `look`). A wait that begins after the last day changes nothing.
    """
    found = look(
        rule_or_id, start, places,
        stopped=stopped, is_extended=is_extended, extended_on=extended_on, waiting_for=waiting_for,
    )  # fmt: skip
    if isinstance(found, Standing):
        raise BadRule(f"The clock of {found.rule.id} is standing and has no last day.")
    return found


def look(
    rule_or_id: Deadline | str,
    start: datetime,
    places: Calendars | None = None,
    *,
    stopped: Sequence[Stopped] = (),
    is_extended: bool = False,
    extended_on: date | None = None,
    waiting_for: str = "your answer",
) -> Due | Standing:
    """As `due`, for a clock that may be standing now: a stop (asked, None) has no answer yet."""
    if start.tzinfo is None:
        raise ValueError("The start of a clock must know its time zone.")
    places = places or Calendars()
    local = start.astimezone(places.zone)
    found = rule(rule_or_id, local.date()) if isinstance(rule_or_id, str) else rule_or_id
    if stopped and not found.may_stop:
        raise BadRule(f"The clock of {found.id} cannot be stopped.")
    is_extended = is_extended or extended_on is not None
    within = _with_extension(found) if is_extended else found.within
    if extended_on is not None:
        _check_told_in_time(found, local, places, stopped, extended_on)
    reached = counting.reach(within, local, places, stopped, rolls=found.rolls)
    told = Told(
        found.title, found.trigger, found.within, found.extension if is_extended else None, local,
        waiting_for, found.provenance.confidence == "product",
    )  # fmt: skip
    return _answer(found, reached, told, _warning(found, local, places, stopped))


def rule(rule_id: str, on: date) -> Deadline:
    """The version of a rule that applies on a day; KeyError for an id that no rule has."""
    return {each.id: each for each in records.in_force(deadlines(), on)}[rule_id]


def period(
    within: Mapping[str, object],
    *,
    title: str = "Due",
    trigger: str = "the start",
    rolls: bool = False,
    may_stop: bool = True,
    extension: Mapping[str, object] | None = None,
) -> Deadline:
    """A deadline that is on no list: a local or agreed one. BadRule if the period is not one of UNITS."""
    about = Provenance("Agreed locally", "local", "in_force", date.min)
    _check_unit(within, title)
    return Deadline("period", title, trigger, within, rolls, may_stop, None, extension, "", about)


def _answer(found: Deadline, reached: Reached, told: Told, warn_at: datetime | None) -> Due | Standing:
    sentence, because = explaining.sentence(told, reached), explaining.because(told, reached)
    if reached.at is not None:
        return Due(reached.at, sentence, found, warn_at, because, reached.is_assumed)
    assert reached.standing_since is not None  # noqa: S101  # counting.Reached: one of the two
    return Standing(reached.standing_since, sentence, found, because)


def _warning(
    found: Deadline, start: datetime, places: Calendars, stopped: Sequence[Stopped]
) -> datetime | None:
    return counting.reach(found.warn, start, places, stopped).at if found.warn else None


def _check_told_in_time(
    found: Deadline, start: datetime, places: Calendars, stopped: Sequence[Stopped], told_on: date
) -> None:
    """An extension must be told within the first period, which its stops lengthen (UK GDPR Article 12A)."""
    first = counting.reach(found.within, start, places, stopped, rolls=found.rolls)
    if first.at is not None and told_on > first.at.date():
        last = calendars.day_words(first.at)
        raise BadRule(f"The extension of {found.id} had to be told by {last}.")


def _with_extension(found: Deadline) -> Mapping[str, object]:
    if found.extension is None:
        raise BadRule(f"{found.id} cannot be extended.")
    (unit, more), (base, first) = only(found.extension), only(found.within)
    if unit != base:
        raise BadRule(f"{found.id} is extended in another unit than it counts in.")
    return {unit: number(first) + number(more)}


@cache
def deadlines() -> tuple[Deadline, ...]:
    """Every deadline rule, in every version."""
    return tuple(_deadline(raw) for raw in records.load("deadlines")["rule"])


def _check_unit(within: object, called: object) -> None:
    if not isinstance(within, dict) or sum(unit in within for unit in UNITS) != 1:
        raise BadRule(f"{called}: within has exactly one of {', '.join(UNITS)}")


def _deadline(raw: Mapping[str, object]) -> Deadline:
    within = raw["within"]
    _check_unit(within, raw.get("id"))
    return Deadline(
        id=str(raw["id"]),
        title=str(raw["title"]),
        trigger=str(raw["trigger"]),
        within=_mapping(within) or {},
        rolls=bool(raw.get("rolls", False)),
        may_stop=bool(raw.get("may_stop", False)),
        warn=_mapping(raw.get("warn")),
        extension=_mapping(raw.get("extension")),
        note=str(raw.get("note", "")),
        provenance=records.provenance_of(raw),
    )


def _mapping(raw: object) -> Mapping[str, object] | None:
    return raw if isinstance(raw, dict) else None
