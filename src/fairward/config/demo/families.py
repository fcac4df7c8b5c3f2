"""Two invented families whom the leads let in, by the acts that leads use. It may not show them anything: leads do that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.config.demo.people import DemoPerson, actor_of
from fairward.families.first_use import begin_use
from fairward.families.invite_actions import FamilySheet, Invitation, invite
from fairward.families.vocabulary import AccessGround, IdentityCheck
from fairward.kernel.vocabulary import Role
from fairward.keys import persons
from fairward.people import actions as people
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.queries import adults_of_child
from fairward.people.vocabulary import RelationshipKind
from fairward.tenancy.context import as_organisation

ORDER = "An order forbids contact. He may be told nothing of where she lives or goes."
WHY = "the demonstration"


@dataclass(frozen=True, slots=True)
class Relative:
    """An adult of an invented child. Without `ground` nobody lets them in."""

    forename: str
    surname: str
    kind: RelationshipKind
    home: tuple[str, ...]
    phone: str
    has_responsibility: bool | None
    lives_with: bool
    ground: AccessGround | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A child with a year of age and the adults; `has_own` gives the child an account of their own."""

    forename: str
    surname: str
    age: int
    class_name: str
    adults: Sequence[Relative]
    has_own: bool = False


# A boy of 9: mother and father see what is theirs; the father lives elsewhere and must not learn the address.
BOY = Family(
    "Callum", "Harrow", 9, "4A",
    (
        Relative("Tessa", "Harrow", RelationshipKind.MOTHER, ("14 Weir Street", "Westmere"), "07700 900141", True, True,
                 AccessGround.RESPONSIBILITY),
        Relative("Owen", "Reed", RelationshipKind.FATHER, ("3 Mill Road", "Eastmere"), "07700 900142", True, False,
                 AccessGround.RESPONSIBILITY),
    ),
)  # fmt: skip
# A girl of 14 with an account of her own, who lives with her grandmother by order; an order stands against her father.
GIRL = Family(
    "Ivy", "Thorne", 14, "9C",
    (
        Relative("Ada", "Thorne", RelationshipKind.GRANDPARENT, ("7 The Green", "Westmere"), "07700 900151", None, True,
                 AccessGround.RESIDENCE),
        Relative("Karl", "Thorne", RelationshipKind.FATHER, (), "07700 900152", True, False, None, ORDER),
    ),
    has_own=True,
)  # fmt: skip


def make_family(family: Family, office: DemoPerson, lead: DemoPerson) -> tuple[UUID, list[DemoPerson]]:
    """The child with their adults, recorded by the office and let in by the lead; returns the child and who can sign in."""
    with as_organisation(UUID(lead.organisation_id)):
        child_id = _put_on_roll(family, office)
        by, made = actor_of(lead), []
        for adult, relative in zip(adults_of_child(by, child_id, WHY), _by_name(family), strict=True):
            if relative.ground is not None:
                who = f"{relative.kind.word.capitalize()} of {family.forename} {family.surname}"
                made.append(_let_in(lead, child_id, adult.adult_id, relative.ground, who))
        if family.has_own:
            made.append(_let_in(lead, child_id, child_id, AccessGround.SELF, f"Year {family.class_name[0]}"))
    return child_id, made


def _by_name(family: Family) -> list[Relative]:
    """As `adults_of_child` orders them."""
    return sorted(
        family.adults,
        key=lambda one: (not one.has_responsibility, one.kind, f"{one.forename} {one.surname}"),
    )


def _put_on_roll(family: Family, office: DemoPerson) -> UUID:
    by, today = actor_of(office), timezone.localdate()
    born_on = date(today.year - family.age, 1, 15)
    identity = ChildIdentity(family.forename, family.surname, born_on=born_on, class_name=family.class_name)
    child_id = people.add_child(by=by, identity=identity, year_group=int(family.class_name[0]))
    for one in family.adults:
        people.add_adult(
            by=by, child_id=child_id, kind=one.kind, has_responsibility=one.has_responsibility, lives_with=one.lives_with,
            identity=AdultIdentity(one.surname, one.forename, address=one.home, phones=(one.phone,)),
        )  # fmt: skip
    for adult in adults_of_child(by, child_id, WHY):
        order = next(one.order for one in family.adults if one.forename == adult.identity.forename)
        if order:
            people.change_relationship(
                by=by, relationship_id=adult.relationship_id, kind=adult.kind, restriction=order,
                has_responsibility=adult.has_responsibility, lives_with=adult.lives_with,
            )  # fmt: skip
    return child_id


def _let_in(lead: DemoPerson, child_id: UUID, person_id: UUID, ground: AccessGround, who: str) -> DemoPerson:
    """Invited by the lead and come in by the sheet. No second factor: families choose."""
    by = actor_of(lead)
    sheet = invite(by=by, invitation=Invitation(child_id, person_id, ground, IdentityCheck.KNOWN)).sheet
    if sheet is None:
        raise LookupError("in a new demonstration nobody has an account yet")
    return come_in(lead, sheet, who)


def come_in(lead: DemoPerson, sheet: FamilySheet, who: str) -> DemoPerson:
    """Somebody uses their sheet, with known secrets. `lead` is of the organisation that let them in."""
    account = accounts.account_with_code(sheet.sign_in, sheet.code)
    first = sheet.name.split(maxsplit=1)[0].lower()
    password, passphrase = f"{first} counts blue paper boats", f"{first} walks seven quiet dogs"
    accounts.set_first_password(account, password)
    account.sign_in = f"{sheet.name.lower().replace(' ', '.')}.family"  # a name that testers can guess
    account.save(update_fields=["sign_in"])
    persons.create_person_key(account.id, passphrase)
    role = Role.YOUNG_PERSON if sheet.is_young_person else Role.FAMILY
    person = _person(lead, sheet, who, role, (account.sign_in, password, passphrase))
    begin_use(actor_of(person))
    return person


def _person(
    lead: DemoPerson, sheet: FamilySheet, who: str, role: Role, secrets: tuple[str, str, str]
) -> DemoPerson:
    sign_in, password, passphrase = secrets
    return DemoPerson(
        lead.organisation, lead.organisation_id, lead.kind, sheet.name, who, role.code, sign_in, password, "", passphrase
    )  # fmt: skip
