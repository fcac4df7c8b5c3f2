"""The lead lets somebody of a family in: refusals in sentences, one account a person, a code that is stored as a hash."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from fairward.accounts.actions import account_with_code
from fairward.accounts.models import Account, FirstCode
from fairward.families import account_actions, queries
from fairward.families.contact import Contact
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.vocabulary import AccessGround, AccountState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Role
from fairward.organisations.models import Membership
from fairward.people.actions import add_adult, add_child, join_adults
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.models import Relationship
from fairward.people.vocabulary import RelationshipKind
from tests.personas import ADMINISTRATOR, LEAD, TEACHER, make_school, sign_in
from tests.support.household import FATHER_PHONE, Household

pytestmark = pytest.mark.django_db


def refusal(home: Household, *args: object, **kwargs: object) -> Denied:
    with pytest.raises(Denied) as raised:
        home.invite(*args, **kwargs)  # type: ignore[arg-type]
    return raised.value


def test_the_mother_gets_an_account_and_a_sheet(home: Household) -> None:
    invited = home.invite(home.mother)
    assert invited.sheet is not None and invited.sheet.name == "Joan Brook"
    assert "brook" not in invited.sheet.sign_in and "isla" not in invited.sheet.sign_in
    with home.school.transaction():
        row = FamilyAccount.objects.get(
            organisation_id=home.school.organisation_id, id=invited.family_account_id
        )
        member = Membership.objects.get(organisation_id=row.organisation_id, id=row.membership_id)
        standing = queries.standing_of_person(row.organisation_id, home.mother, home.girl)
    assert Role(member.role) is Role.FAMILY and AccountState(row.state) is AccountState.INVITED
    assert standing is not None and standing.closed_because == "The account is invited."


def test_the_code_is_stored_as_a_hash_only_and_for_14_days(home: Household) -> None:
    sheet = home.invite(home.mother).sheet
    assert sheet is not None
    row = FirstCode.objects.get(account__sign_in=sheet.sign_in)
    plain = sheet.code.replace("-", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text, encode(code_hash, 'escape') FROM accounts_firstcode c")
        stored = str(cursor.fetchall())
    assert plain not in stored and sheet.code not in stored
    assert timedelta(days=13, hours=23) < row.expires_at - timezone.now() <= timedelta(days=14)
    assert account_with_code(sheet.sign_in, sheet.code).id == row.account_id
    FirstCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Denied, match="wrong_code"):
        account_with_code(sheet.sign_in, sheet.code)


def test_a_second_child_is_no_second_account(home: Household) -> None:
    first, second = home.invite(home.mother), home.invite(home.mother, home.boy)
    assert second.sheet is None and second.family_account_id == first.family_account_id
    with home.school.transaction():
        accesses = ChildAccess.objects.filter(
            organisation_id=home.school.organisation_id, family_account_id=first.family_account_id
        )
        assert {one.child_id for one in accesses} == {home.girl, home.boy}
    assert refusal(home, home.mother, home.boy).code == "has_account"


def test_who_cannot_be_let_in(home: Household) -> None:
    assert refusal(home, home.uncle).code == "no_responsibility"
    assert refusal(home, home.uncle, ground=AccessGround.RESIDENCE).code == "not_living_with"
    assert refusal(home, home.uncle, ground=AccessGround.PROXY).code == "too_young_for_proxies"
    assert refusal(home, home.uncle, home.boy, ground=AccessGround.DELEGATED).code == "not_related"
    assert refusal(home, home.mother, ground=AccessGround.SELF).code == "wrong_ground"
    assert refusal(home, home.girl).code == "wrong_ground"
    assert refusal(home, home.mother, until_on=date(2020, 1, 1)).code == "until_over"
    home.restrict(home.father)
    said = refusal(home, home.father)
    assert said.code == "restricted" and "order" in said.sentence
    assert refusal(home, home.mother, by=TEACHER).code == "not_your_role"
    with home.school.transaction():
        assert not FamilyAccount.objects.filter(organisation_id=home.school.organisation_id).exists()
    assert not Account.objects.filter(sign_in__regex=r"^[a-z]+-\d{5}$").exists()


def test_a_child_of_another_school_is_not_there(home: Household) -> None:
    other = make_school("Ashgrove Primary School")
    with other.transaction():
        stranger = add_child(by=other.actor(ADMINISTRATOR), identity=ChildIdentity("Nia", "Stone"))
    with pytest.raises(NotFound):
        home.invite(stranger, stranger, ground=AccessGround.SELF)
    home.invite(home.mother)
    with other.transaction():
        assert list(FamilyAccount.objects.all()) == [] and list(ChildAccess.objects.all()) == []


@pytest.mark.parametrize("phone", [FATHER_PHONE, "+44 7700 900123", "0044 (0)7700-900123"])
def test_a_young_person_is_not_reached_on_a_parent_s_telephone(home: Household, phone: str) -> None:
    said = refusal(home, home.girl, ground=AccessGround.SELF, contact=Contact(phone=phone))
    assert said.code == "phone_of_another" and FATHER_PHONE not in said.sentence


@pytest.mark.parametrize("mail", ["joan@home.example", " Joan+isla@HOME.example"])
def test_a_young_person_is_not_reached_on_a_mail_address_of_the_family(home: Household, mail: str) -> None:
    home.invite(home.mother, contact=Contact(email="joan@home.example"), wants_notices=True)
    said = refusal(home, home.girl, ground=AccessGround.SELF, contact=Contact(email=mail), wants_notices=True)
    assert said.code == "mail_of_another"


def test_nor_an_adult_on_the_young_person_s(home: Household) -> None:
    home.invite(home.girl, ground=AccessGround.SELF, contact=Contact(email="isla@own.example"))
    account = home.invite(home.mother).family_account_id
    with pytest.raises(Denied) as raised, home.school.transaction():
        account_actions.change_contact(
            by=home.school.actor(LEAD), family_account_id=account, contact=Contact(email="isla@own.example"),
            wants_notices=True,
        )  # fmt: skip
    assert raised.value.code == "mail_of_another"


def test_a_young_person_is_let_in_without_any_address(home: Household) -> None:
    sheet = home.invite(home.girl, ground=AccessGround.SELF).sheet
    assert sheet is not None and sheet.is_young_person
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id, person_id=home.girl)
        assert not row.wants_notices and bytes(row.contact) == b""
        member = Membership.objects.get(organisation_id=row.organisation_id, id=row.membership_id)
    assert Role(member.role) is Role.YOUNG_PERSON


def test_a_mother_who_was_recorded_twice_becomes_one_person_with_one_account(
    home: Household, client: Client
) -> None:
    office = home.school.actor(ADMINISTRATOR)
    with home.school.transaction():
        sister = add_child(by=office, identity=ChildIdentity("Skye", "Brook"))
        twin = add_adult(
            by=office, child_id=sister, identity=AdultIdentity("BROOK", "Joan"), kind=RelationshipKind.MOTHER,
            has_responsibility=True,
        )  # fmt: skip
        row = Relationship.objects.get(organisation_id=home.school.organisation_id, adult_id=twin)
    first = home.invite(home.mother)
    sign_in(client, home.school[ADMINISTRATOR])
    address = f"/roster/children/{sister}/adults/{row.id}/"
    page = client.get(address).content.decode()
    assert "Recorded twice?" in page and "Isla Brook" in page and "Noah Brook" in page
    assert client.post(f"{address}join/", {"keep": str(home.father)}).status_code == 404
    assert client.post(f"{address}join/", {"keep": str(home.mother)}).status_code == 302
    assert "Recorded twice?" not in client.get(address).content.decode()
    second = home.invite(home.mother, sister)
    assert second.sheet is None and second.family_account_id == first.family_account_id
    with home.school.transaction(), pytest.raises(Denied, match="related_already"):
        join_adults(by=office, relationship_id=row.id, keep_id=home.mother)
