"""Members of a family whom the lead let in, with passphrase and key. It may not show them anything: `rights` does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.vocabulary import AccessGround, AccountState, IdentityCheck
from fairward.kernel.vocabulary import Role
from fairward.keys import persons
from fairward.organisations import actions as organisations

if TYPE_CHECKING:
    from tests.personas import Persona, School

_numbers = count(1)


def persona(name: str, *, is_young_person: bool = False) -> Persona:
    """Somebody of a family, before they are let in."""
    from tests.personas import Persona

    return Persona(name, Role.YOUNG_PERSON if is_young_person else Role.FAMILY, "")


def let_in(
    school: School,
    person_id: UUID,
    children: Sequence[UUID],
    name: str,
    ground: AccessGround = AccessGround.RESPONSIBILITY,
) -> Persona:
    """Give an adult (or, with ground SELF, a child) an account in use, with a passphrase; `school[persona]` finds them.

    The second factor is left out: whoever signs in by `personas.sign_in` is past it.
    """
    from tests.personas import LEAD, PASSWORD, Person

    who = persona(name, is_young_person=ground is AccessGround.SELF)
    with school.transaction():
        lead, now = school.actor(LEAD), timezone.now()
        account = accounts.create_account(
            sign_in=f"family.{next(_numbers)}.{name.split(maxsplit=1)[0].lower()}"
        )
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        membership_id = organisations.add_member(by=lead, account_id=account.id, role=who.role, name=name)
        words = persons.create_person_key(account.id, who.passphrase)
        row = FamilyAccount.objects.create(
            organisation_id=school.organisation_id, membership_id=membership_id, account_id=account.id,
            person_id=person_id, is_young_person=ground is AccessGround.SELF, state=int(AccountState.ACTIVE),
            identity_check=int(IdentityCheck.KNOWN), checked_by=lead.membership_id, checked_at=now, first_used_at=now,
        )  # fmt: skip
        for child_id in children:
            ChildAccess.objects.create(
                organisation_id=school.organisation_id, family_account_id=row.id, child_id=child_id, ground=int(ground),
                since_at=now, given_by=lead.membership_id,
            )  # fmt: skip
    school.people[name] = Person(
        who, school.organisation_id, membership_id, account.id, account.sign_in, words
    )
    return who
