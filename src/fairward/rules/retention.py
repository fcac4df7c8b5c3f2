"""Why something is kept, when people look at it again, when it goes: the schedule applied to one item.

It always answers, and it never destroys anything: it only says what the schedule says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from fairward.rules import calendars, records
from fairward.rules.records import BadRule, Provenance

TRIGGERS = ("birth", "closure", "leaving", "recorded")


@dataclass(frozen=True)
class Limit:
    """So long after a trigger."""

    trigger: str
    amount: Mapping[str, int]


@dataclass(frozen=True)
class RetentionClass:
    """One row of the schedule: what it fits, when it is reviewed, when it goes."""

    id: str
    purpose: str
    outcomes: tuple[str, ...]
    flags: frozenset[str]
    title: str
    because: str
    review: tuple[Limit, ...]
    destroy: tuple[Limit, ...]
    is_latest: bool
    then: str
    meanwhile: Mapping[str, int]
    provenance: Provenance

    def fits(self, purpose: str, outcome: str, flags: frozenset[str]) -> bool:
        is_purpose = self.purpose in ("any", purpose)
        is_outcome = "any" in self.outcomes or outcome in self.outcomes
        return is_purpose and is_outcome and self.flags <= flags


@dataclass(frozen=True)
class Unknown:
    """What to count from when the day of a trigger is not known, and the sentence that says so."""

    trigger: str
    purpose: str
    count_from: str
    shift: Mapping[str, int]
    because: str
    review_within: Mapping[str, int] | None


@dataclass(frozen=True)
class Override:
    """An organisation's own period for one class, with its reason."""

    rule_id: str
    review: tuple[Limit, ...]
    destroy: tuple[Limit, ...]
    reason: str


@dataclass(frozen=True)
class Kept:
    """Why an item is kept and until when; `then` is what is proposed then: review, reduce or destroy."""

    because: str
    review_on: date
    destroy_on: date
    source: str
    confidence: str
    rule_id: str
    then: str


@dataclass(frozen=True)
class Days:
    """The days that triggers count from, the guessed ones with the sentence that says so."""

    known: Mapping[str, date]
    guessed: Mapping[str, date]
    unknowns: Mapping[str, Unknown]

    def on(self, trigger: str) -> date:
        return self.known.get(trigger) or self.guessed[trigger]


def explain(
    purpose: object,
    outcome: object | None,
    flags: Iterable[str],
    *,
    born_on: date | None,
    left_on: date | None = None,
    closed_on: date | None = None,
    recorded_on: date,
    today: date,
    reviewed_on: date | None = None,
    overrides: Sequence[Override] = (),
) -> Kept:
    """The schedule's answer for one file or entry; never None.

    purpose and outcome are words of the data files or members of an enum with those names. Flags: section_47,
    sexual_abuse, sent_on, allegation. reviewed_on: the last day somebody looked and wrote why it is kept.
    """
    rule = class_for(purpose, outcome, flags, today, overrides)
    given = {"birth": born_on, "leaving": left_on, "closure": closed_on}
    known = {trigger: day for trigger, day in given.items() if day is not None}
    days = _days(records.key(purpose), {**known, "recorded": recorded_on, "today": today})
    review_on, destroy_on = _dates(rule, days, reviewed_on)
    used = _guesses(rule, days)
    for guess in used:
        if guess.review_within:
            review_on = min(review_on, calendars.shift(recorded_on, guess.review_within))
    because = " ".join([rule.because, *(guess.because for guess in used)])
    review_on, about = min(review_on, destroy_on), rule.provenance
    return Kept(because, review_on, destroy_on, about.source, about.confidence, rule.id, rule.then)


def class_for(
    purpose: object,
    outcome: object | None,
    flags: Iterable[str],
    today: date,
    overrides: Sequence[Override] = (),
) -> RetentionClass:
    """The first class of the schedule in force that fits."""
    wanted = (records.key(purpose), records.key(outcome), frozenset(flags))
    rule = next(rule for rule in records.in_force(schedule(), today) if rule.fits(*wanted))
    for override in overrides:
        if override.rule_id == rule.id:
            return _overridden(rule, override)
    return rule


def longest(kept: Iterable[Kept]) -> Kept:
    """The answer for a file: it goes with its longest-kept entry, and is looked at with its first due one."""
    answers = list(kept)
    last = max(answers, key=lambda each: each.destroy_on)
    return replace(last, review_on=min(each.review_on for each in answers))


def _overridden(rule: RetentionClass, override: Override) -> RetentionClass:
    if not override.reason.strip():
        raise BadRule(f"The organisation's own period for {rule.id} needs a reason.")
    because = f"{rule.because} This organisation set its own period: {override.reason.strip()}"
    return replace(rule, review=override.review, destroy=override.destroy, because=because)


def _dates(rule: RetentionClass, days: Days, reviewed_on: date | None) -> tuple[date, date]:
    final = _pick(rule.review, days, is_latest=rule.is_latest)
    destroy_on = _pick(rule.destroy, days, is_latest=rule.is_latest)
    data = records.load("retention")
    if reviewed_on is not None and reviewed_on >= final:
        review_on = calendars.shift(reviewed_on, data["keep_again"])
        return review_on, max(destroy_on, calendars.shift(review_on, data["decide_within"]))
    looked_on = reviewed_on or days.on("recorded")
    return min(final, calendars.shift(looked_on, rule.meanwhile)), destroy_on


def _pick(limits: tuple[Limit, ...], days: Days, *, is_latest: bool) -> date:
    counted = _counted(limits, days, is_latest=is_latest)
    reached = [calendars.shift(days.on(limit.trigger), limit.amount) for limit in counted]
    return max(reached) if is_latest else min(reached)


def _counted(limits: tuple[Limit, ...], days: Days, *, is_latest: bool) -> list[Limit]:
    """The limits that count. For the earliest, a guessed day counts only if no known one does, and a guessed
    closure, which moves on every day while it is open, only if there is nothing else."""
    if is_latest:
        return list(limits)
    known = [limit for limit in limits if limit.trigger in days.known]
    settled = [limit for limit in limits if limit.trigger != "closure"]
    return known or settled or list(limits)


def _guesses(rule: RetentionClass, days: Days) -> list[Unknown]:
    counted = [
        *_counted(rule.review, days, is_latest=rule.is_latest),
        *_counted(rule.destroy, days, is_latest=rule.is_latest),
    ]
    triggers = dict.fromkeys(limit.trigger for limit in counted)
    return [days.unknowns[trigger] for trigger in triggers if trigger in days.guessed]


def _days(purpose: str, known: Mapping[str, date]) -> Days:
    days = Days(known, guessed := {}, unknowns := {})
    for trigger in ("birth", "leaving", "closure"):
        if trigger not in known:
            unknown = _unknown_for(trigger, purpose)
            unknowns[trigger] = unknown
            guessed[trigger] = calendars.shift(days.on(unknown.count_from), unknown.shift)
    return days


def _unknown_for(trigger: str, purpose: str) -> Unknown:
    fitting = [each for each in unknowns() if each.trigger == trigger and each.purpose in ("any", purpose)]
    return max(fitting, key=lambda each: each.purpose != "any")


@cache
def schedule() -> tuple[RetentionClass, ...]:
    """All classes of the schedule, in the order of the file, in every version."""
    return tuple(_class(record) for record in records.load("retention")["class"])


@cache
def unknowns() -> tuple[Unknown, ...]:
    """The stated fall-backs for days that are not known."""
    return tuple(
        Unknown(r["trigger"], r["purpose"], r["count_from"], r["shift"], r["because"], r.get("review_within"))
        for r in records.load("retention")["unknown"]
    )


def _class(record: Mapping[str, object]) -> RetentionClass:
    raw: dict[str, object] = dict(record)
    pick = raw.get("pick", "earliest")
    if pick not in ("latest", "earliest"):
        raise BadRule(f"{raw.get('id')}: pick is latest or earliest")
    return RetentionClass(
        id=str(raw["id"]),
        purpose=str(raw["purpose"]),
        outcomes=_words(raw["outcomes"]),
        flags=frozenset(_words(raw.get("flags", []))),
        title=str(raw["title"]),
        because=str(raw["because"]),
        review=limits(raw["review"]),
        destroy=limits(raw["destroy"]),
        is_latest=pick == "latest",
        then=str(raw["then"]),
        meanwhile=_amount(raw["meanwhile"]),
        provenance=records.provenance_of(raw),
    )


def limits(raw: object) -> tuple[Limit, ...]:
    """Limits as a data file or an organisation's override gives them: [{from = "birth", years = 25}]."""
    if not isinstance(raw, list) or not raw:
        raise BadRule("A period is a list with at least one limit.")
    return tuple(_limit(each) for each in raw)


def _limit(raw: object) -> Limit:
    if not isinstance(raw, dict) or raw.get("from") not in TRIGGERS:
        raise BadRule(f"A limit counts from one of {', '.join(TRIGGERS)}.")
    return Limit(raw["from"], _amount({name: value for name, value in raw.items() if name != "from"}))


def _amount(raw: object) -> Mapping[str, int]:
    units = {"years", "months", "days", "school_year_ends"}
    if not isinstance(raw, dict) or not raw or not set(raw) <= units:
        raise BadRule(f"A period is given in {', '.join(sorted(units))}.")
    if any(not isinstance(value, int) or value < 0 for value in raw.values()):
        raise BadRule("A period is a whole number, not negative.")
    return raw


def _words(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise BadRule("A list of words was expected.")
    return tuple(str(word) for word in raw)
