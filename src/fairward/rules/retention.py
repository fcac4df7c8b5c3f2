"""Why something is kept, when people look at it again, when it goes: the schedule applied to one item.

It always answers, and it never destroys anything: it only says what the schedule says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairward.rules import calendars, records
from fairward.rules.records import BadRule
from fairward.rules.schedule import (
    Limit,
    Override,
    RetentionClass,
    Unknown,
    automatic_rules,
    class_named,
    limits,
    schedule,
    unknowns,
)

__all__ = [
    "SENT_ON",
    "Facts",
    "Kept",
    "Limit",
    "Override",
    "RetentionClass",
    "as_sent_on",
    "automatic_rules",
    "class_for",
    "class_named",
    "explain",
    "explain_as",
    "left_here",
    "limits",
    "longest",
    "schedule",
    "unknowns",
]

SENT_ON = "sent-on"
LEFT_HERE = (
    "It was not sent on when the child moved to the next school, so it is asked why it is still needed here."
)


@dataclass(frozen=True)
class Facts:
    """The days of one item that matter to the schedule; None where a day is not known.

    reviewed_on: the last day somebody looked and wrote why it is kept; kept_until: until when, if they said so.
    chosen_on: when it is looked at again, as whoever decided it chose on `closed_on`.
    """

    recorded_on: date
    born_on: date | None = None
    left_on: date | None = None
    closed_on: date | None = None
    transferred_on: date | None = None
    employment_ended_on: date | None = None
    reviewed_on: date | None = None
    kept_until: date | None = None
    chosen_on: date | None = None

    def known(self) -> dict[str, date]:
        """Trigger -> the day, for those that are known."""
        days = {
            "birth": self.born_on, "leaving": self.left_on, "closure": self.closed_on, "transfer": self.transferred_on,
            "employment_end": self.employment_ended_on, "recorded": self.recorded_on,
        }  # fmt: skip
        return {trigger: day for trigger, day in days.items() if day is not None}


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
    transferred_on: date | None = None,
    employment_ended_on: date | None = None,
    recorded_on: date,
    today: date,
    reviewed_on: date | None = None,
    kept_until: date | None = None,
    chosen_on: date | None = None,
    overrides: Sequence[Override] = (),
) -> Kept:
    """The schedule's answer for one file or entry; never None.

    purpose and outcome are words of the data files or members of an enum with those names. Flags: section_47,
    sexual_abuse, sent_on, allegation. What the days mean: `Facts`.
    """
    rule = class_for(purpose, outcome, flags, today, overrides)
    facts = Facts(
        recorded_on, born_on, left_on, closed_on, transferred_on, employment_ended_on, reviewed_on, kept_until, chosen_on
    )  # fmt: skip
    return _applied(rule, records.key(purpose), facts, today)


def explain_as(
    rule_id: str, purpose: object, facts: Facts, *, today: date, overrides: Sequence[Override] = ()
) -> Kept:
    """The answer for an item whose class is known already: what made it that class may lie sealed in it. Never None."""
    rule = _own(class_named(rule_id, today), overrides)
    return _applied(rule, records.key(purpose), facts, today)


def _applied(rule: RetentionClass, purpose: str, facts: Facts, today: date) -> Kept:
    days = _days(purpose, {**facts.known(), "today": today})
    review_on, destroy_on = _dates(rule, days, facts)
    used = _guesses(rule, days)
    for guess in used:
        if guess.review_within:
            review_on = min(review_on, calendars.shift(facts.recorded_on, guess.review_within))
    because = " ".join([rule.because, *(guess.because for guess in used)])
    if facts.reviewed_on is not None and facts.kept_until is not None:
        day = calendars.day_words(facts.reviewed_on)
        because += f" Looked at again on {day} and kept; the reason is recorded."
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
    return _own(rule, overrides)


def _own(rule: RetentionClass, overrides: Sequence[Override]) -> RetentionClass:
    for override in overrides:
        if override.rule_id == rule.id:
            return _overridden(rule, override)
    return rule


def as_sent_on(rule_id: str, on: date) -> str:
    """The class of an item of a file that the next school has confirmed: sent on, unless its own stands above that one.

    What did not happen, or was malicious, goes sooner, whoever has the file.
    """
    order = [rule.id for rule in records.in_force(schedule(), on)]
    is_above = rule_id in order and SENT_ON in order and order.index(rule_id) < order.index(SENT_ON)
    return rule_id if is_above else SENT_ON


def left_here(kept: Kept, transferred_on: date) -> Kept:
    """The answer for an item that the next school did not get: kept as before, but looked at now."""
    review_on = min(kept.review_on, transferred_on)
    return replace(kept, review_on=review_on, because=f"{kept.because} {LEFT_HERE}")


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


def _dates(rule: RetentionClass, days: Days, facts: Facts) -> tuple[date, date]:
    final = _pick(rule.review, days, is_latest=rule.is_latest)
    destroy_on = _pick(rule.destroy, days, is_latest=rule.is_latest)
    data = records.load("retention")
    reviewed_on = facts.reviewed_on
    if reviewed_on is not None and (facts.kept_until is not None or reviewed_on >= final):
        review_on = facts.kept_until or calendars.shift(reviewed_on, data["keep_again"])
        return review_on, max(destroy_on, calendars.shift(review_on, data["decide_within"]))
    review_on = min(final, calendars.shift(reviewed_on or days.on("recorded"), rule.meanwhile))
    if facts.chosen_on is None:
        return review_on, destroy_on
    # Whoever decided it looked at it that day: what falls due by then is done, and the day they chose is never put off.
    is_done = facts.closed_on is not None and review_on <= facts.closed_on
    return facts.chosen_on if is_done else min(facts.chosen_on, review_on), destroy_on


def _pick(limits: tuple[Limit, ...], days: Days, *, is_latest: bool) -> date:
    counted = _counted(limits, days, is_latest=is_latest)
    reached = [calendars.shift(days.on(limit.trigger), limit.amount) for limit in counted]
    return max(reached) if is_latest else min(reached)


def _counted(limits: tuple[Limit, ...], days: Days, *, is_latest: bool) -> list[Limit]:
    """The limits that count. For the earliest, a guessed day counts only if no known one does, and a guessed
    closure or transfer, which moves on every day while it is open, only if there is nothing else."""
    if is_latest:
        return list(limits)
    known = [limit for limit in limits if limit.trigger in days.known]
    settled = [limit for limit in limits if limit.trigger not in ("closure", "transfer")]
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
    for trigger in ("birth", "leaving", "closure", "transfer", "employment_end"):
        if trigger not in known:
            unknown = _unknown_for(trigger, purpose)
            unknowns[trigger] = unknown
            guessed[trigger] = calendars.shift(days.on(unknown.count_from), unknown.shift)
    return days


def _unknown_for(trigger: str, purpose: str) -> Unknown:
    fitting = [each for each in unknowns() if each.trigger == trigger and each.purpose in ("any", purpose)]
    return max(fitting, key=lambda each: each.purpose != "any")
