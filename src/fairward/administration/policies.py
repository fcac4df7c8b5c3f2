"""What an administrator may do to somebody's way of signing in. Pure: it may not read or write anything."""

from __future__ import annotations

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import Member


def check_can_print_code(by: Actor, person: Member, workplaces: int) -> None:
    """A new code takes over an account, so it is printed only for people who work here and nowhere else."""
    if person.membership_id == by.membership_id:
        raise Denied(
            "own_code", "You cannot print a code for yourself. Change your password under How you sign in."
        )
    if not person.is_active:
        raise Denied("already_ended", "This person no longer works here. Add them again if they came back.")
    if workplaces > 1:
        raise Denied(
            "works_elsewhere",
            "This person signs in for another organisation too, so one organisation alone cannot replace their "
            "password. They can use a recovery code, or ask whoever runs Fairward.",
        )


def check_has_terms(kind: int) -> None:
    """Only schools have terms; for everybody else there is no such page."""
    if kind != OrganisationKind.SCHOOL:
        raise NotFound()


def check_nothing_changed(seen: str, standing: str) -> None:
    """Dates are put into effect beside those that stood when they were shown."""
    if seen != standing:
        raise Denied(
            "changed_meanwhile",
            "Somebody changed the term dates meanwhile. Look at the list again, then confirm.",
        )
