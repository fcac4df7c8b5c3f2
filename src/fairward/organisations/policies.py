"""What may be done to a membership now. Pure: it may not read or write anything."""

from __future__ import annotations

from uuid import UUID

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Role


def check_can_change_member(by: Actor, membership_id: UUID, *, is_active: bool) -> None:
    """Nobody changes their own role, and what has ended stays as it was."""
    if membership_id == by.membership_id:
        raise Denied("own_membership", "You cannot change or end your own role. Ask another administrator.")
    if not is_active:
        raise Denied("already_ended", "This person no longer works here. Add them again if they came back.")


def check_somebody_still_administers(role: Role, other_administrators: int) -> None:
    """An organisation that nobody administers could let nobody in again."""
    if role == Role.ADMINISTRATOR and other_administrators == 0:
        raise Denied("last_administrator", "This is the only administrator. Make somebody else one first.")
