"""A family before anybody was let in: a girl of 14, a boy of 9, mother, father, uncle. It lets in by the lead's act."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.families import invite_actions
from fairward.families.contact import Contact
from fairward.families.invite_actions import Invitation, Invited
from fairward.families.vocabulary import AccessGround, IdentityCheck
from fairward.people.actions import add_adult, add_child, change_relationship
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.models import Relationship
from fairward.people.vocabulary import RelationshipKind
from tests.personas import ADMINISTRATOR, LEAD, Persona, School, make_school

FATHER_PHONE = "07700 900123"


class Household:
    """A girl of 14 and her brother of 9, their mother, and a father about whom an order stands."""

    def __init__(self) -> None:
        self.school: School = make_school()
        office, today = self.school.actor(ADMINISTRATOR), timezone.localdate()
        with self.school.transaction():
            self.girl = add_child(
                by=office, identity=ChildIdentity("Isla", "Brook", born_on=today - timedelta(14 * 366))
            )
            self.boy = add_child(
                by=office, identity=ChildIdentity("Noah", "Brook", born_on=today - timedelta(9 * 366))
            )
            self.mother = self._adult("Joan", RelationshipKind.MOTHER, has_responsibility=True)
            self.father = self._adult(
                "Karl", RelationshipKind.FATHER, has_responsibility=True, phones=(FATHER_PHONE,)
            )
            self.uncle = self._adult("Leo", RelationshipKind.OTHER_RELATIVE, has_responsibility=None)
            add_adult(
                by=office, child_id=self.boy, identity=AdultIdentity("Brook", "Joan"), kind=RelationshipKind.MOTHER,
                adult_id=self.mother, has_responsibility=True,
            )  # fmt: skip

    def _adult(
        self,
        forename: str,
        kind: RelationshipKind,
        *,
        has_responsibility: bool | None,
        phones: tuple[str, ...] = (),
    ) -> UUID:
        return add_adult(
            by=self.school.actor(ADMINISTRATOR), child_id=self.girl, kind=kind, has_responsibility=has_responsibility,
            identity=AdultIdentity("Brook", forename, phones=phones),
        )  # fmt: skip

    def restrict(self, adult_id: UUID, words: str = "No contact, order of 3 May") -> None:
        with self.school.transaction():
            row = Relationship.objects.get(
                organisation_id=self.school.organisation_id, child_id=self.girl, adult_id=adult_id
            )
            change_relationship(
                by=self.school.actor(ADMINISTRATOR), relationship_id=row.id, kind=RelationshipKind(row.kind),
                has_responsibility=row.has_responsibility, lives_with=row.lives_with, restriction=words,
            )  # fmt: skip

    def invite(
        self, person_id: UUID, child_id: UUID | None = None, *, ground: AccessGround = AccessGround.RESPONSIBILITY,
        contact: Contact = invite_actions.NO_CONTACT, wants_notices: bool = False, by: Persona = LEAD,
        until_on: date | None = None,
    ) -> Invited:  # fmt: skip
        asked = Invitation(
            child_id or self.girl, person_id, ground, IdentityCheck.KNOWN, contact, wants_notices, until_on
        )
        with self.school.transaction():
            return invite_actions.invite(by=self.school.actor(by), invitation=asked)
