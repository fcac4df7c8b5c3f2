"""Whether an access is open now. Rules here only ever close: nothing opens by itself (promise 8). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairward.families.vocabulary import AccessGround, AccountState

GROWN_UP = 18
GROWN_UP_NOW = "The child is 18. The record is their own; they decide who else sees it."
OVERTAKEN = (
    "An order or restriction was recorded, or responsibility ended, and that was undone. "
    "Look at it, then open it again or end it."
)


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """What decides whether one person's access to one child's record is open today."""

    state: AccountState
    ground: AccessGround
    is_ended: bool
    until_on: date | None
    is_restricted: bool
    has_responsibility: bool | None
    is_related: bool
    child_born_on: date | None
    lives_with: bool | None = None
    is_overtaken: bool = False


def why_closed(facts: AccessFacts, today: date) -> str:
    """Empty while the access is open; else why it is closed, in words for the lead (the family is not told which)."""
    if facts.state is not AccountState.ACTIVE:
        return f"The account is {facts.state.word}."
    if facts.is_ended or (facts.until_on is not None and facts.until_on < today):
        return "The access has ended."
    return "" if facts.ground is AccessGround.SELF else _why_closed_to_adult(facts, today)


def _why_closed_to_adult(facts: AccessFacts, today: date) -> str:
    if not facts.is_related:
        return "This adult is no longer recorded as part of the child's family."
    if facts.is_restricted:
        return "A court order or contact restriction is recorded. Decide about this access before it opens again."
    return _ground_lost(facts) or _grown_up(facts, today) or (OVERTAKEN if facts.is_overtaken else "")


def _ground_lost(facts: AccessFacts) -> str:
    if facts.ground is AccessGround.RESPONSIBILITY and facts.has_responsibility is not True:
        return "Parental responsibility is no longer recorded."
    if facts.ground is AccessGround.RESIDENCE and facts.lives_with is False:
        return "The child is recorded as no longer living with them."
    return ""


def _grown_up(facts: AccessFacts, today: date) -> str:
    if facts.ground is not AccessGround.PROXY and age_on(facts.child_born_on, today) >= GROWN_UP:
        return GROWN_UP_NOW
    return ""


def age_on(born_on: date | None, today: date) -> int:
    """Whole years; 0 when the date of birth is not known."""
    if born_on is None:
        return 0
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
