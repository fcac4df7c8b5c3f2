"""What may be decided about an entry that fell due, by whom, and with how much care. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, EntryKind, Outcome, Purpose
from fairward.retention.hold_policies import check_reason, days_of
from fairward.retention.vocabulary import Choice
from fairward.rules import calendars, records
from fairward.rules.retention import RetentionClass, schedule

SEE, DECIDE = "retention:desk:see", "retention:entry:decide"
CARRY_OUT_RULE = "retention-decision-carried-out"
SEXUAL_ABUSE, SEXUAL_ABUSE_CLASS = "sexual_abuse", "child-protection-sexual-abuse"
# Whoever decides one by one has opened the entry not longer ago than this.
STILL_KNOWN = timedelta(days=30)
SOON = timedelta(days=30)
REMOVING = frozenset({Choice.DESTROY, Choice.REDUCE_TO_COUNT, Choice.REDUCE_TO_SUMMARY, Choice.MOVE_DOWN})
SWEPT = (Outcome.UNFOUNDED, Outcome.EXPLAINED, Outcome.NO_FURTHER_ACTION)


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An entry on the review desk, by its columns alone: nothing of it was opened."""

    id: UUID
    file_id: UUID
    child_id: UUID
    purpose: Purpose
    rule_id: str
    outcome: Outcome | None
    kind: EntryKind
    occurred_at: datetime
    recorded_at: datetime
    review_on: date
    destroy_on: date
    version: int
    kept_because: str
    # A decision about it waits for its second person or its day.
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands in place of an entry: one statement, how it is known, what explains it, and the family's side."""

    text: str
    basis: Basis
    source: str
    explanation: str
    family_side: str
    has_no_side: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decides about one or several entries, with one reason."""

    choice: Choice
    reason: str
    keep_until: date | None = None
    summary: Summary | None = None
    keeps_attachments: bool = False


def class_of(rule_id: str, today: date) -> RetentionClass | None:
    """The class of the schedule with this id, as it is in force; None for one that an older schedule had."""
    return {one.id: one for one in records.in_force(schedule(), today)}.get(rule_id)


def is_one_by_one(rule_id: str, today: date) -> bool:
    """Whether the schedule says that people decide one by one. What no class names is decided with the same care."""
    found = class_of(rule_id, today)
    return found is None or found.then == "review"


def must_be_opened(entry: DueEntry, choice: Choice, flags: Collection[str], today: date) -> bool:
    """Whether whoever decides must have opened this very entry."""
    return is_one_by_one(entry.rule_id, today) or (choice in REMOVING and _is_sexual_abuse(entry, flags))


def needs_second(entry: DueEntry, choice: Choice, flags: Collection[str], today: date) -> bool:
    """Two people: to destroy child protection content before its last day, to remove anything about sexual abuse."""
    if choice not in REMOVING:
        return False
    if _is_sexual_abuse(entry, flags):
        return True
    is_early = today < entry.destroy_on
    return choice is Choice.DESTROY and entry.purpose is Purpose.CHILD_PROTECTION and is_early


def _is_sexual_abuse(entry: DueEntry, flags: Collection[str]) -> bool:
    return entry.rule_id == SEXUAL_ABUSE_CLASS or SEXUAL_ABUSE in flags


def carried_out_from(day: date) -> date:
    """The first day on which what is decided on this day may be carried out."""
    return day + timedelta(days=days_of(CARRY_OUT_RULE, day))


def kept_at_most(entry: DueEntry, today: date) -> date:
    """The furthest day that the schedule allows for keeping it without a look: beyond it a page warns."""
    data = records.load("retention")
    again = calendars.shift(today, data["keep_again"])
    found = class_of(entry.rule_id, today)
    return max(again, calendars.shift(today, found.meanwhile)) if found is not None else again


def check_decided(decided: Decided, entries: Collection[DueEntry], today: date) -> None:
    """Raise Denied with what is missing in a decision, apart from who must have opened what."""
    if not entries:
        raise Denied("nothing_chosen", "Tick at least one entry.")
    check_reason(decided.reason, "your reason")
    if decided.choice is Choice.KEEP and (decided.keep_until is None or decided.keep_until <= today):
        raise Denied("keep_until", "Choose a day to come, on which it is looked at again.")
    if decided.choice is Choice.MOVE_DOWN and any(
        one.purpose is not Purpose.CHILD_PROTECTION for one in entries
    ):
        raise Denied("not_to_move", "Only child protection entries are moved to the welfare file.")
    if decided.choice is Choice.REDUCE_TO_SUMMARY:
        _check_summary(decided.summary, len(entries))


def _check_summary(summary: Summary | None, entries: int) -> None:
    if entries != 1:
        raise Denied("one_summary", "A summary is written for one entry at a time. Tick one.")
    if summary is None or not summary.text.strip():
        raise Denied("summary_text", "Write the summary that stays.")
    if summary.basis is Basis.TOLD_BY and not summary.source.strip():
        raise Denied("summary_source", "Say who told the school.")
    if not summary.explanation.strip():
        raise Denied("summary_explanation", "Write what explains it, or that nothing did.")
    if not summary.family_side.strip() and not summary.has_no_side:
        raise Denied("summary_side", "Write the family’s side, or say that none is recorded.")


def check_opened(
    entries: Collection[DueEntry],
    choice: Choice,
    flags: Mapping[UUID, Collection[str]],
    opened: Collection[UUID],
    today: date,
) -> None:
    """Raise Denied where the schedule wants people to decide one by one, and somebody did not look."""
    lacking = [
        one
        for one in entries
        if one.id not in opened and must_be_opened(one, choice, flags.get(one.id, ()), today)
    ]
    if lacking:
        count = "1 of these" if len(lacking) == 1 else f"{len(lacking)} of these"
        raise Denied(
            "not_opened",
            f"Open each entry before you decide: {count} you have not opened in the last {STILL_KNOWN.days} days.",
        )


def check_not_held(count: int) -> None:
    """Raise Denied where a hold freezes something."""
    if count:
        what = "1 of these is" if count == 1 else f"{count} of these are"
        raise Denied("held", f"{what} held. What is held can be kept, but not destroyed, reduced or moved.")
