"""Who may be let in to a child's record, and how they may be reached. Pure: it may not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fairward.families.contact import Contact
from fairward.families.policies import GROWN_UP
from fairward.families.vocabulary import AccessGround, StepDecision
from fairward.kernel.denied import Denied

DECIDES_ABOUT_PROXIES = 16


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What decides whether one person can be let in to one child's record. `is_child`: it is the child's own."""

    ground: AccessGround
    is_child: bool
    is_related: bool
    is_restricted: bool
    has_responsibility: bool | None
    lives_with: bool | None
    child_age: int
    decided_at_sixteen: StepDecision | None
    has_access: bool


@dataclass(frozen=True, slots=True)
class Contacts:
    """Mail addresses and telephone numbers, as they are compared."""

    mails: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def __or__(self, other: Contacts) -> Contacts:
        return Contacts(self.mails | other.mails, self.numbers | other.numbers)


def check_can_invite(facts: InvitationFacts, until_on: date | None, today: date) -> None:
    """Raise Denied with what to put right first."""
    if facts.has_access:
        raise Denied(
            "has_account",
            "This person has an account for this child already. It is on the child's family page.",
        )
    if until_on is not None and until_on < today:
        raise Denied("until_over", "Enter a last day that is today or later, or leave it empty.")
    if facts.is_child != (facts.ground is AccessGround.SELF):
        raise Denied(
            "wrong_ground", "A child is let in to their own record, an adult on one of the other grounds."
        )
    if not facts.is_child:
        _check_adult(facts)


def _check_adult(facts: InvitationFacts) -> None:
    if not facts.is_related:
        raise Denied(
            "not_related",
            "This adult is not recorded as part of the child's family. Let the office record it first.",
        )
    if facts.is_restricted:
        raise Denied(
            "restricted",
            "A court order or restriction of contact is recorded for this adult, so nobody can let them in. Read what the "
            "order says. If it does not stand any more, let the office take it out of the roster, then invite them.",
        )
    _check_ground(facts)
    _check_age(facts)


def _check_ground(facts: InvitationFacts) -> None:
    if facts.ground is AccessGround.RESPONSIBILITY and facts.has_responsibility is not True:
        raise Denied(
            "no_responsibility",
            "Parental responsibility is not recorded for this adult. Look at the birth certificate, order or agreement, "
            "let the office record it in the roster, then invite them.",
        )
    if facts.ground is AccessGround.RESIDENCE and facts.lives_with is not True:
        raise Denied(
            "not_living_with",
            "It is not recorded that the child lives with this adult. Look at the order, let the office record it in the "
            "roster, then invite them.",
        )


def _check_age(facts: InvitationFacts) -> None:
    if facts.ground is AccessGround.PROXY and facts.child_age < DECIDES_ABOUT_PROXIES:
        raise Denied(
            "too_young_for_proxies", "Young people name who sees their record from 16. Choose another ground."
        )
    if facts.ground is AccessGround.PROXY:
        return
    if facts.child_age >= GROWN_UP:
        raise Denied(
            "grown_up",
            "The young person is 18: only they decide who sees their record. Choose that they want it.",
        )
    if facts.decided_at_sixteen in (StepDecision.STOP, StepDecision.LIMIT):
        raise Denied(
            "young_person_decided",
            "The young person has decided who sees their record. Ask them; if they want this adult to see it, choose that "
            "ground.",
        )


def check_contact_is_theirs_alone(
    contact: Contact, *, is_young_person: bool, of_young_people: Contacts, of_adults: Contacts
) -> None:
    """A young person is never reached where a parent would see it, nor an adult where the young person is."""
    others = of_adults | of_young_people if is_young_person else of_young_people
    if contact.mails & others.mails:
        raise Denied("mail_of_another", _another("mail address", is_young_person))
    if contact.numbers & others.numbers:
        raise Denied("phone_of_another", _another("telephone number", is_young_person))


def _another(what: str, is_young_person: bool) -> str:
    if is_young_person:
        return (
            f"This {what} is also held for somebody else of the family, who could then see that this young person is "
            f"written to. Leave it empty, or ask the young person, alone, for a {what} of their own."
        )
    return (
        f"This {what} is held for a young person here. Leave it empty, or ask this adult for another one. "
        "Do not say whose it is."
    )


def check_can_be_told(contact: Contact, wants_notices: bool) -> None:
    """Notices go by mail, so there must be an address."""
    if wants_notices and not contact.email:
        raise Denied("no_address", "Enter a mail address for notices, or choose that they want none.")
