"""Whether a roster import may go on now. Pure: it raises Denied with a sentence, or says nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fairward.access.decisions import check
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.people.identity import ChildIdentity
from fairward.people.plan import Plan
from fairward.people.vocabulary import ImportState

PERMISSION = "people:roster:import"


def check_can_import(actor: Actor) -> None:
    """Only whoever keeps the roll."""
    check(actor, PERMISSION)


def check_can_keep_the_roll(actor: Actor) -> None:
    """The same person corrects single children."""
    check(actor, PERMISSION)


def check_can_add_sent(actor: Actor) -> None:
    """A lead adds a child about whom another organisation has sent something, when the roster does not know them yet."""
    check(actor, "exchange:package:take")


def check_has_names(identity: ChildIdentity) -> None:
    """A child is known by two names at least."""
    if not identity.forename.strip() or not identity.surname.strip():
        raise Denied("name_missing", "Give the child's forename and surname.")


def check_are_apart(is_related: bool) -> None:
    """An adult is related to a child once."""
    if is_related:
        raise Denied("related_already", "This adult is on the child's list already.")


def is_narrower(
    before: tuple[bool, bool | None, bool | None], after: tuple[bool, bool | None, bool | None]
) -> bool:
    """Whether less stands between an adult and a child than before: (order, parental responsibility, lives with).

    An order that arrived, responsibility that is not recorded any more, or a child who does not live there now.
    """
    return (
        (after[0] and not before[0])
        or (before[1] is True and after[1] is not True)
        or (before[2] is True and after[2] is False)
    )


def check_are_two(first: UUID, second: UUID) -> None:
    """Nobody is their own brother."""
    if first == second:
        raise Denied("same_child", "Choose another child: this is the same one.")


def check_is_waiting(state: ImportState, expires_at: datetime, now: datetime) -> None:
    """An import is confirmed once, within its day."""
    if state is not ImportState.WAITING:
        raise Denied(
            "import_not_waiting", f"This import is {state.word}. Upload the file again to start another."
        )
    if expires_at <= now:
        raise Denied("import_expired", "This import was not confirmed within a day. Upload the file again.")


def check_was_shown(plan: Plan, fingerprint: str) -> None:
    """What is confirmed is what was on the page: somebody may have changed the roll since."""
    if plan.fingerprint() != fingerprint:
        raise Denied(
            "plan_changed", "The roll has changed since this page was made. Look at the preview again."
        )


def check_was_read(plan: Plan, *, has_seen_problems: bool, accepts_leavers: bool) -> None:
    """Good rows go in only after the person has seen the bad ones; a wave of leavers only if it is meant."""
    if plan.blocked and not has_seen_problems:
        raise Denied("problems_not_seen", "Say that you have seen the rows that are left out.")
    if plan.has_many_leavers and not accepts_leavers:
        raise Denied("leavers_not_accepted", f"Say that {len(plan.left)} children have really left.")
