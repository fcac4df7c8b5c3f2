"""One sentence for a deadline: start, period, extension, days waited, the roll, and what had to be assumed.

It may not count: it says what `counting` found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fairward.rules.calendars import day_words
from fairward.rules.counting import END_OF_DAY, Reached, number, only

HOW = {
    "working_days": "not counting weekends and bank holidays in England",
    "school_days": "counting only days on which the school is open to pupils",
    "same_school_day": "counting only days on which the school is open to pupils",
    "hub_hours": "counting only the hours in which the hub is open",
}
ASSUMED = {
    "school_days": "counting working days where the school's term dates are not known",
    "same_school_day": "counting working days where the school's term dates are not known",
    "hub_hours": "counting every hour because the hub's opening hours are not known",
}
OURS = "; our own target, not a published rule"
TOO_LATE = "a wait that began after the last day does not move it"


@dataclass(frozen=True)
class Told:
    """What a sentence needs besides the count."""

    title: str
    trigger: str
    within: Mapping[str, object]
    more: Mapping[str, object] | None  # the extension, if there is one
    start: datetime  # in the time zone of the place
    waiting_for: str  # "your answer", "their answer"
    is_ours: bool


def words(within: Mapping[str, object]) -> str:
    """A period in words: "1 working day", "3 months", "30 minutes", "the same school day until 17:00"."""
    unit, amount = only(within)
    if unit == "same_school_day":
        return f"the same school day until {within['until']}"
    return amount_words(unit, number(amount))


def amount_words(unit: str, amount: float) -> str:
    """So many of a unit: "6 days", "1 school day", "90 minutes", "at once" for no time at all."""
    if unit in ("hours", "hub_hours"):
        if amount == 0:
            return "at once"
        if amount != int(amount):
            minutes = max(1, round(amount * 60))
            return f"{minutes} {_one('minutes', minutes)}" + (" of hub time" if unit == "hub_hours" else "")
    return f"{int(amount)} {_one(unit.replace('_', ' '), int(amount))}"


def _one(name: str, amount: int) -> str:
    return name.removesuffix("s") if amount == 1 else name


def because(told: Told, found: Reached) -> str:
    """Why then: "1 month from 14 May 2026, plus 6 days while we waited for your answer"."""
    parts = [_period(told), *_waits(told, found)]
    if found.rolled_from is not None and found.at is not None:
        why = f"a {found.rolled_from:%A}" if found.rolled_from.weekday() > 4 else "a bank holiday"
        moved = f"moved to the next working day, {found.at:%A} {day_words(found.at)}"
        parts.append(f"{moved}, because {day_words(found.rolled_from)} is {why}")
    unit, _ = only(told.within)
    how = ASSUMED.get(unit) if found.is_assumed else HOW.get(unit)
    return ", ".join([*parts, how] if how else parts)


def sentence(told: Told, found: Reached) -> str:
    """One sentence for the page: what, by when, why then, what started it, and whether the rule is only ours."""
    if found.at is None:
        when = "(no last day yet)"
    else:
        hour = "" if found.at.time() == END_OF_DAY else f" at {found.at:%H:%M}"
        when = f"by {day_words(found.at)}{hour}"
    ours = OURS if told.is_ours else ""
    return f"{told.title} {when}: {because(told, found)} (started by: {told.trigger}{ours})."


def _period(told: Told) -> str:
    unit, _ = only(told.within)
    began = day_words(told.start)
    if unit in ("hours", "hub_hours", "same_school_day"):
        began += f" at {told.start:%H:%M}"
    more = f", extended by {words(told.more)}," if told.more else ""
    return f"{words(told.within)}{more} from {began}"


def _waits(told: Told, found: Reached) -> list[str]:
    parts = []
    if found.waited:
        parts.append(
            f"plus {amount_words(found.counts_in, found.waited)} while we waited for {told.waiting_for}"
        )
    if found.standing_since is not None:
        since = _when(found.standing_since)
        parts.append(f"standing still since {since} while we wait for {told.waiting_for}")
        parts.append(f"with {amount_words(found.counts_in, found.left)} left when it comes")
    if found.asked_too_late:
        parts.append(TOO_LATE)
    return parts


def _when(when: date | datetime) -> str:
    return f"{day_words(when)} at {when:%H:%M}" if isinstance(when, datetime) else day_words(when)
