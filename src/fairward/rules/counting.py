"""Counting a period: from a start, in a calendar, around the stops, to the last moment or to where the clock stands.

It may not know a rule's name or words; `clocks` hands it a period and `explaining` says what it found.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fairward.rules import calendars, opening, stops
from fairward.rules.calendars import TermDates
from fairward.rules.opening import HubHours
from fairward.rules.records import BadRule
from fairward.rules.stops import Stopped, Wait

ENGLAND = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59)
UNITS = ("hours", "hub_hours", "days", "working_days", "school_days", "months", "same_school_day")


@dataclass(frozen=True)
class Calendars:
    """What a place counts with: its term dates (None: not known), its time zone, a hub's opening hours."""

    terms: TermDates | None = None
    zone: ZoneInfo = ENGLAND
    hub: HubHours | None = None


@dataclass(frozen=True)
class Reached:
    """What the count came to.

    at: the last moment; None while the clock stands · waited: what the stops held up, in the unit of `counts_in` ·
    left: while it stands, what is left of the period · rolled_from: the day that was no working day.
    """

    at: datetime | None
    counts_in: str
    waited: float = 0
    left: float = 0
    standing_since: date | datetime | None = None
    rolled_from: date | None = None
    is_assumed: bool = False
    asked_too_late: bool = False


def reach(
    within: Mapping[str, object],
    start: datetime,
    places: Calendars,
    stopped: Sequence[Stopped] = (),
    *,
    rolls: bool = False,
) -> Reached:
    """The end of a period. start must know its time zone. BadRule for a period that cannot be read."""
    unit, amount = only(within)
    local = start.astimezone(places.zone)
    if unit == "hours":
        return _hours(number(amount), local, places, stopped)
    if unit == "hub_hours":
        return _hub_hours(number(amount), local, places, stopped)
    waits = stops.waits(stopped, start, places.zone)
    if unit == "same_school_day":
        return _same_school_day(local, time.fromisoformat(str(within["until"])), places, waits)
    if unit in ("working_days", "school_days"):
        found = _counted(unit, whole(amount), local.date(), places, waits)
    else:
        found = _calendar(unit, whole(amount), local.date(), places, waits, rolls=rolls)
    return _rolled(found, places) if rolls else found


def only(within: Mapping[str, object]) -> tuple[str, object]:
    """The unit of a period and how many of it."""
    return next((unit, within[unit]) for unit in UNITS if unit in within)


def number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise BadRule(f"A number was expected, not {raw!r}.")
    return raw


def whole(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise BadRule(f"A whole number was expected, not {raw!r}.")
    return raw


def _ends(day: date, places: Calendars) -> datetime:
    return datetime.combine(day, END_OF_DAY, places.zone)


def _rolled(found: Reached, places: Calendars) -> Reached:
    if found.at is None or calendars.is_working_day(found.at.date()):
        return found
    day = found.at.date()
    return replace(found, at=_ends(calendars.next_working_day(day), places), rolled_from=day)


def _calendar(
    unit: str, amount: int, start: date, places: Calendars, waits: Sequence[Wait], *, rolls: bool
) -> Reached:
    """Days and calendar months: the last day moves by every day of waiting that began before it was over."""
    add = calendars.add_months if unit == "months" else calendars.add_days
    day = base = add(start, amount)
    waited, late = 0, False
    for wait in waits:
        last = calendars.next_working_day(day) if rolls else day
        if wait.asked_on > last:
            late = True
            break
        if wait.answered_on is None:
            left = max(0, (day - wait.asked_on).days)
            return Reached(None, "days", waited, left, standing_since=wait.asked_on)
        waited += (wait.answered_on - wait.asked_on).days
        day = max(calendars.add_days(base, waited), wait.answered_on)
    return Reached(_ends(day, places), "days", waited, asked_too_late=late)


def _counting_day(unit: str, places: Calendars) -> Callable[[date], tuple[bool, bool]]:
    """A function of a day: does it count, and is that only assumed?"""
    terms = places.terms

    def counts(day: date) -> tuple[bool, bool]:
        if unit == "school_days" and terms is not None and terms.knows(day):
            return terms.is_school_day(day), False
        is_working_day = calendars.is_working_day(day)
        return is_working_day, is_working_day and unit == "school_days"

    return counts


@dataclass
class _Walk:
    """A walk from day to day: how many counted, how many would have but for a wait."""

    day: date
    done: int = 0
    waited: int = 0
    is_assumed: bool = False
    lands: bool = True  # whether the day it stands on may be a last day

    def step(self, counts: Callable[[date], tuple[bool, bool]], waits: Sequence[Wait]) -> None:
        self.day = calendars.add_days(self.day, 1)
        self.lands, assumed = counts(self.day)
        self.is_assumed |= assumed
        is_waiting = any(wait.skips(self.day) for wait in waits)
        self.waited += self.lands and is_waiting
        self.done += self.lands and not is_waiting

    def is_over(self, amount: int, waits: Sequence[Wait]) -> bool:
        return self.done >= amount and self.lands and not any(wait.holds(self.day) for wait in waits)


def _counted(unit: str, amount: int, start: date, places: Calendars, waits: Sequence[Wait]) -> Reached:
    """Working days and school days, one by one; the days of a wait do not count, and none ends on such a day."""
    counts, walk, steps = _counting_day(unit, places), _Walk(start), _most_steps(amount, waits)
    while not walk.is_over(amount, waits):
        for wait in waits:
            if wait.answered_on is None and wait.asked_on <= walk.day:
                left = max(0, amount - walk.done)
                return Reached(None, unit, walk.waited, left, wait.asked_on, is_assumed=walk.is_assumed)
        if (
            steps == 0
        ):  # term dates in which school never opens: working days then, so that there is an answer
            return _counted(unit, amount, start, replace(places, terms=None), waits)
        steps -= 1
        walk.step(counts, waits)
    late = any(wait.asked_on > walk.day for wait in waits)
    ends = _ends(walk.day, places)
    return Reached(ends, unit, walk.waited, is_assumed=walk.is_assumed, asked_too_late=late)


def _most_steps(amount: int, waits: Sequence[Wait]) -> int:
    waiting = sum((wait.answered_on - wait.asked_on).days for wait in waits if wait.answered_on)
    return calendars.LONGEST_SEARCH_DAYS + 7 * amount + waiting


def _same_school_day(start: datetime, until: time, places: Calendars, waits: Sequence[Wait]) -> Reached:
    """Until that time on the school day it arrives, or on the next one; moved on while the clock stands."""
    before = calendars.add_days(start.date(), -1) if start.time() < until else start.date()
    found = _counted("school_days", 1, before, places, waits)
    return (
        found
        if found.at is None
        else replace(found, at=datetime.combine(found.at.date(), until, places.zone))
    )


def _hours(amount: float, start: datetime, places: Calendars, stopped: Sequence[Stopped]) -> Reached:
    """Hours run through the night and through a change of the clocks, so they are added in UTC."""
    at, waited, late = start.astimezone(UTC) + timedelta(hours=amount), timedelta(), False
    for since, until in stops.gaps(stopped, start, places.zone):
        if since > at:
            late = True
            break
        if until is None:
            left, stands = (at - since) / timedelta(hours=1), since.astimezone(places.zone)
            return Reached(None, "hours", waited / timedelta(hours=1), left, stands)
        waited, at = waited + (until - since), at + (until - since)
    return Reached(at.astimezone(places.zone), "hours", waited / timedelta(hours=1), asked_too_late=late)


def _hub_hours(amount: float, start: datetime, places: Calendars, stopped: Sequence[Stopped]) -> Reached:
    """Only hours in which the hub is open; every hour where its opening hours are not known."""
    hub, zone, gaps = places.hub, places.zone, stops.gaps(stopped, start, places.zone)
    if hub is None or hub.problems():
        return replace(_hours(amount, start, places, stopped), is_assumed=True)
    at, left = _spend(timedelta(hours=amount), opening.open_spans(start, hub, zone, gaps))
    if at is None:
        stands = next((since for since, until in gaps if until is None), None)
        if stands is None:  # closed for years on end
            return replace(_hours(amount, start, places, stopped), is_assumed=True)
        spent = timedelta(hours=amount) - left
        waited = _open_time(opening.open_spans(start, hub, zone), stands) - spent
        hours, rest = waited / timedelta(hours=1), left / timedelta(hours=1)
        return Reached(None, "hub_hours", hours, rest, stands.astimezone(zone))
    waited = _open_time(opening.open_spans(start, hub, zone), at) - timedelta(hours=amount)
    late = any(since > at for since, _ in gaps)
    hours = waited / timedelta(hours=1)
    return Reached(at.astimezone(zone), "hub_hours", hours, asked_too_late=late)


Spans = Iterable[tuple[datetime, datetime]]


def _spend(left: timedelta, spans: Spans) -> tuple[datetime | None, timedelta]:
    """The moment at which so much time is used up, or None and what is left when the spans end."""
    for begin, end in spans:
        if left <= end - begin:
            return begin + left, timedelta()
        left -= end - begin
    return None, left


def _open_time(spans: Spans, until: datetime) -> timedelta:
    total = timedelta()
    for begin, end in spans:
        if begin >= until:
            break
        total += min(end, until) - begin
    return total
