"""What a hold may freeze, who may make and end one, and for how long it stands before people look again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose, Role
from fairward.retention.vocabulary import HoldKind, ItemKind
from fairward.rules import calendars, clocks
from fairward.rules.records import BadRule

MANAGE = "retention:hold:manage"
REVIEW_RULE = "hold-review"
MOST_LETTERS = 2_000
# Concerns about staff are the headteacher's: a lead cannot so much as count them.
SEE_STAFF = frozenset({Role.HEADTEACHER, Role.DATA_PROTECTION_OFFICER})
BY_CASE = frozenset({HoldKind.ACCESS_REQUEST})


@dataclass(frozen=True, slots=True)
class Scope:
    """What a hold names. Every part that is set narrows it; one without any part names nothing."""

    child_id: UUID | None = None
    file_id: UUID | None = None
    purpose: Purpose | None = None
    theme: str = ""
    since_on: date | None = None
    until_on: date | None = None
    # One thing that is no entry, such as a case of a hub.
    item_kind: ItemKind | None = None
    item_id: UUID | None = None

    @property
    def is_named(self) -> bool:
        """Whether it names anything at all."""
        parts = (
            self.child_id,
            self.file_id,
            self.purpose,
            self.theme,
            self.since_on,
            self.until_on,
            self.item_id,
        )
        return any(part not in (None, "") for part in parts)


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold as somebody wants to make it."""

    kind: HoldKind
    scope: Scope
    reason: str
    owner_id: UUID
    review_on: date


def longest_until(today: date) -> date:
    """The last day on which a hold that is made or looked at today must be looked at again."""
    within = clocks.rule(REVIEW_RULE, today).within
    months = within.get("months")
    if not isinstance(months, int):
        raise BadRule(f"{REVIEW_RULE} is given in months.")
    return calendars.shift(today, {"months": months})


def days_of(rule_id: str, day: date) -> int:
    """A deadline that is given in days."""
    found = clocks.rule(rule_id, day).within.get("days")
    if not isinstance(found, int):
        raise BadRule(f"{rule_id} is given in days.")
    return found


def overdue_for(rule_id: str, today: date) -> date:
    """Whatever was to be looked at on this day or before it has waited longer than the rule allows."""
    return today - timedelta(days=days_of(rule_id, today) + 1)


def purposes_seen(role: Role) -> tuple[Purpose, ...]:
    """The purposes whose entries this role may so much as count."""
    return tuple(one for one in Purpose if one is not Purpose.STAFF_CONDUCT or role in SEE_STAFF)


def check_hold(new: NewHold, role: Role, today: date) -> None:
    """Raise Denied with what is missing or too much in a new hold."""
    scope = new.scope
    if not scope.is_named:
        raise Denied("hold_without_scope", "Say what is held: a child, a purpose, a theme or a period.")
    if scope.purpose is not None and scope.purpose not in purposes_seen(role):
        raise Denied("hold_purpose", "Concerns about staff are held by the headteacher.")
    if scope.since_on and scope.until_on and scope.since_on > scope.until_on:
        raise Denied("hold_period", "The last day must not be before the first.")
    if new.kind in BY_CASE:
        raise Denied("hold_by_case", "An access request makes its hold by itself. Note the request instead.")
    check_reason(new.reason, "why this is held")
    check_review_on(new.review_on, today)


def check_review_on(day: date, today: date) -> None:
    """Raise Denied unless a hold is looked at again in time: never later than the rule says."""
    if not today < day <= longest_until(today):
        raise Denied(
            "hold_review",
            "Choose a day that is not past and at most six months away. It can be kept again then.",
        )


def check_reason(text: str, what: str) -> None:
    """Raise Denied when nobody said why."""
    if not text.strip():
        raise Denied("empty_text", f"Write {what}.")
    if len(text) > MOST_LETTERS:
        raise Denied("text_too_long", f"Shorten {what} to {MOST_LETTERS:,} letters.")


def check_stands(is_lifted: bool) -> None:
    """Raise Denied when a hold was ended already."""
    if is_lifted:
        raise Denied("hold_lifted", "This hold was ended already. Make a new one if it is needed again.")


def check_is_made_by_hand(case_id: UUID | None) -> None:
    """Raise Denied for a hold that an open request or complaint made: it ends when that is closed."""
    if case_id is not None:
        raise Denied(
            "hold_of_case",
            "A request or complaint made this hold. It ends by itself when that is closed, and not before.",
        )
