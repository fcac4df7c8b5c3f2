"""People with keys in an organisation of their own, for tests of what keys open. It knows no page and no subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind, Role
from fairward.keys import escrow, persons, rings
from fairward.tenancy.context import as_organisation

PASSPHRASE = "seven tall ships at anchor"


@dataclass
class Keyholder:
    """Somebody with a passphrase. `actor()` is unlocked, `locked()` is not."""

    organisation_id: UUID
    account_id: UUID = field(default_factory=new_id)
    membership_id: UUID = field(default_factory=new_id)
    words: tuple[str, ...] = ()
    passphrase: str = PASSPHRASE

    def with_key(self) -> Keyholder:
        self.words = persons.create_person_key(self.account_id, self.passphrase)
        return self

    def actor(self) -> Actor:
        """A fresh request of this person, unlocked."""
        opened = persons.open_with_passphrase(self.account_id, self.passphrase)
        return Actor(
            self.organisation_id, self.membership_id, self.account_id, Role.SAFEGUARDING_LEAD, opened
        )

    def locked(self) -> Actor:
        return Actor(self.organisation_id, self.membership_id, self.account_id, Role.SAFEGUARDING_LEAD)


@dataclass
class World:
    """One organisation with rings. Alice and Bob hold every ring, Charlie has a passphrase and holds none."""

    organisation_id: UUID
    alice: Keyholder
    bob: Keyholder
    charlie: Keyholder
    sheet: escrow.NewSheet


def person(organisation_id: UUID) -> Keyholder:
    return Keyholder(organisation_id).with_key()


def new_world(kinds: Iterable[RingKind] = tuple(RingKind)) -> World:
    """Make it, committed or within the test's transaction."""
    organisation_id = new_id()
    with as_organisation(organisation_id):
        alice, bob, charlie = (person(organisation_id) for _ in range(3))
        sheet = escrow.make_sheet(organisation_id)
        rings.create_rings(organisation_id, kinds, [alice.account_id, bob.account_id], sheet.public)
    return World(organisation_id, alice, bob, charlie, sheet)
