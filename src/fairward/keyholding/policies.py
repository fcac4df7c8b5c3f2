"""Who may be given which ring. Pure: it may not read or write anything."""

from __future__ import annotations

from fairward.access.permissions import rings_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.organisations.queries import Member


def check_can_be_given(kind: RingKind, to: Member) -> None:
    """A ring goes only to somebody whose role reads with it."""
    if not to.is_active or kind not in rings_of(to.role):
        raise Denied(
            "not_entitled",
            f"The role of this person ({to.role.word}) does not read with the key for {kind.word}.",
        )


def check_has_rings(actor: Actor) -> None:
    """Rings are set up, and the sheet is used, by somebody whose role reads with them."""
    if not rings_of(actor.role):
        raise Denied("no_rings_for_role", f"As {actor.role.word} you read with no key of the organisation.")
