"""Who may change a period of the schedule, and which periods make sense. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from fairward.access.decisions import check
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules import calendars
from fairward.rules.retention import Limit, RetentionClass

SEE = "retention:schedule:see"
PROPOSE = "retention:schedule:propose"
APPROVE = "retention:schedule:approve"
MOST_LETTERS = 2_000
MOST_YEARS = 100


def check_can_propose(by: Actor, rule: RetentionClass) -> None:
    """The asker's role, and whether the class may have another period at all."""
    check(by, PROPOSE)
    if rule.is_fixed:
        raise Denied(
            "class_is_fixed", "This period is part of how Fairward works and cannot be another one here."
        )


def check_reason(reason: str) -> None:
    """A change without a reason is no change."""
    if not reason.strip():
        raise Denied("no_reason", "Say why your organisation needs another period.")
    if len(reason) > MOST_LETTERS:
        raise Denied("reason_too_long", f"Shorten the reason to {MOST_LETTERS:,} letters.")


def missing_in_period(rule: RetentionClass, review: Sequence[Limit], destroy: Sequence[Limit]) -> list[str]:
    """What is wrong with a period, in sentences."""
    if [one.trigger for one in (*review, *destroy)] != [one.trigger for one in (*rule.review, *rule.destroy)]:
        return ["A period counts from what the schedule counts from."]
    missing = []
    if any(one.amount.get("years", 0) > MOST_YEARS for one in (*review, *destroy)):
        missing.append(f"No period is longer than {MOST_YEARS} years.")
    ends = {one.trigger: _end(one) for one in destroy}
    if any(_end(one) > ends[one.trigger] for one in review if one.trigger in ends):
        missing.append(
            "It must be looked at again before it is destroyed: make the second period at least as long."
        )
    if (tuple(review), tuple(destroy)) == (rule.review, rule.destroy):
        missing.append("These are the periods of the schedule already. Change at least one of them.")
    return missing


def check_period(rule: RetentionClass, review: Sequence[Limit], destroy: Sequence[Limit]) -> None:
    """Raise with everything that is wrong."""
    if missing := missing_in_period(rule, review, destroy):
        raise Denied("period_makes_no_sense", " ".join(missing))


def check_can_approve(by: Actor, proposed_by: UUID) -> None:
    """The asker's role, and that they are somebody else than whoever proposed it."""
    check(by, APPROVE)
    if by.membership_id == proposed_by:
        raise Denied("second_person", "Somebody else has to approve what you proposed.")


def _end(limit: Limit) -> date:
    return calendars.shift(date(2000, 1, 1), limit.amount)
