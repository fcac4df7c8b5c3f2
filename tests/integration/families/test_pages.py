"""The lead's pages of family accounts: inviting with its sheet, the list, pausing, ending, handing over."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.families.models import FamilyAccount, HandoverStep
from fairward.families.queries import standing_accesses
from fairward.families.vocabulary import AccessGround, AccountState, IdentityCheck, StepDecision
from fairward.kernel.ids import new_id
from fairward.keys import persons
from fairward.people.identity import ChildIdentity, protect_child
from fairward.people.models import Child
from fairward.rights.models import ShownVersion
from tests.personas import ADMINISTRATOR, LEAD, TEACHER, sign_in
from tests.support import casework
from tests.support.families import let_in
from tests.support.household import Household

pytestmark = pytest.mark.django_db
KNOWN, RESPONSIBLE = str(int(IdentityCheck.KNOWN)), str(int(AccessGround.RESPONSIBILITY))


@pytest.fixture
def lead(client: Client, home: Household) -> Client:
    return sign_in(client, home.school[LEAD])


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def invite_address(home: Household, person_id: object) -> str:
    return f"/families/children/{home.girl}/invite/{person_id}/"


def test_the_family_of_a_child_and_the_sheet(lead: Client, home: Household) -> None:
    page = text_of(lead.get(f"/families/children/{home.girl}/"))
    assert "Family of Isla Brook" in page and "Let Joan Brook in" in page
    said = text_of(lead.post(invite_address(home, home.mother), {}))
    assert "Say how you made sure who they are." in said and "Say why they may see the record." in said
    answer = lead.post(invite_address(home, home.mother), {"identity_check": KNOWN, "ground": RESPONSIBLE})
    codes = re.findall(r'<code class="fw-code">([^<]+)</code>', text_of(answer))
    assert re.fullmatch(r"[a-z]+-\d{5}", codes[0]) and re.fullmatch(
        r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", codes[1]
    )
    assert "no-store" in answer["Cache-Control"]
    assert codes[1] not in text_of(lead.get(f"/families/children/{home.girl}/"))
    assert "Invited; the code works until" in text_of(lead.get(f"/families/children/{home.girl}/"))


def test_refusals_are_said_beside_the_question(lead: Client, home: Household) -> None:
    said = text_of(
        lead.post(invite_address(home, home.uncle), {"identity_check": KNOWN, "ground": RESPONSIBLE})
    )
    assert "Parental responsibility is not recorded" in said and 'id="id_ground-error"' in said
    given = {"identity_check": KNOWN, "phone": "+44 7700 900123"}
    said = text_of(lead.post(invite_address(home, home.girl), given))
    assert 'id="id_phone-error"' in said and "who could then see that this young person is written to" in said
    assert 'value="+44 7700 900123"' in said
    given = {"identity_check": KNOWN, "wants_notices": "on"}
    assert "Enter a mail address for notices" in text_of(lead.post(invite_address(home, home.girl), given))
    home.restrict(home.father)
    page = text_of(lead.get(f"/families/children/{home.girl}/"))
    assert "Nobody can let Karl Brook in" in page and "No contact, order of 3 May" in page


def test_the_list_says_what_to_do(lead: Client, home: Household) -> None:
    assert "Nothing to do" in text_of(lead.get("/families/"))
    let_in(home.school, home.father, [home.girl], "Karl Brook")
    assert "Nothing to do" in text_of(lead.get("/families/"))
    home.restrict(home.father)
    page = text_of(lead.get("/families/"))
    assert "Closed by rule" in page and "court order" in page and "1 account" in page


def test_who_began_with_a_new_key_is_to_be_shown_again(lead: Client, home: Household) -> None:
    let_in(home.school, home.mother, [home.girl], "Joan Brook")
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id)
        entry = make_entry(home)
        ShownVersion.objects.create(
            organisation_id=row.organisation_id, entry_id=entry, person_id=home.mother, account_id=row.account_id,
            child_id=home.girl, entry_version=1, sealed=b"x", masks_id=new_id(), masks=b"x", made_at=timezone.now(),
            made_by=new_id(),
        )  # fmt: skip
    assert "Nothing to do" in text_of(lead.get("/families/"))
    with home.school.transaction():
        persons.start_afresh(row.account_id, "five blue herons at dawn")
    assert "Began again with a new key" in text_of(lead.get("/families/"))


def test_pausing_is_one_click(lead: Client, home: Household) -> None:
    let_in(home.school, home.mother, [home.girl], "Joan Brook")
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id)
    address = f"/families/accounts/{row.id}/"
    assert lead.get(f"{address}pause/").status_code == 405
    assert lead.post(f"{address}pause/").url == address
    assert "Paused since" in text_of(lead.get(address))
    assert lead.post(f"{address}pause/").status_code == 403
    assert lead.post(f"{address}resume/").url == address
    assert "In use since" in text_of(lead.get(address))
    given = {"email": "joan@home.example", "safety": "Ring before three.", "wants_notices": "on"}
    assert lead.post(f"{address}contact/", given).url == address
    page = text_of(lead.get(address))
    assert "joan@home.example" in page and "Ring before three." in page
    assert "<code" in text_of(lead.post(f"{address}code/", {}))
    assert lead.post(f"{address}end/", {"reason": "5"}).url == "/families/"
    assert "Ended on" in text_of(lead.get(address))
    assert "the person asked for it" in text_of(lead.get(f"/families/children/{home.girl}/"))


def make_entry(home: Household) -> UUID:
    """An entry about the girl, filed by the lead; returns its id."""
    concern = casework.report(home.school.actor(TEACHER), [home.girl])
    return casework.file(home.school.actor(LEAD), concern)[0]


def born(home: Household, day: date) -> None:
    with home.school.transaction():
        own = home.school.organisation_id
        identity = protect_child(own, home.girl, ChildIdentity("Isla", "Brook", born_on=day))
        Child.objects.filter(organisation_id=own, id=home.girl).update(identity=identity)


def test_a_step_is_due_six_months_ahead_until_it_is_noted(lead: Client, home: Household) -> None:
    let_in(home.school, home.mother, [home.girl], "Joan Brook")
    today = timezone.localdate()
    born(home, today.replace(year=today.year - 16, day=min(today.day, 28)) + timedelta(days=200))
    assert "who else may see" not in text_of(lead.get("/families/handing-over/"))
    born(home, today.replace(year=today.year - 16, day=min(today.day, 28)) + timedelta(days=150))
    page = text_of(lead.get("/families/handing-over/"))
    assert "Isla Brook" in page and "Ask the young person who else may see their record" in page
    address = f"/families/children/{home.girl}/step/16/"
    stop = str(int(StepDecision.STOP))
    said = text_of(lead.post(address, {"decision": stop}))
    assert "Tick every adult" in said
    with home.school.transaction():
        access = standing_accesses(home.school.organisation_id, home.girl)[0].access_id
    assert lead.post(address, {"decision": stop, "ending": [str(access)]}).status_code == 302
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id)
        assert AccountState(row.state) is AccountState.ENDED
        assert HandoverStep.objects.filter(organisation_id=home.school.organisation_id).count() == 1
    assert "Isla Brook" not in text_of(lead.get("/families/handing-over/"))
    assert lead.get(f"/families/children/{home.girl}/step/13/").status_code == 404


def test_the_administrator_has_no_way_to_an_account_of_a_family(client: Client, home: Household) -> None:
    """A printed code takes an account over: whoever keeps the staff may not print one for a mother."""
    mother = let_in(home.school, home.mother, [home.girl], "Joan Brook")
    sign_in(client, home.school[ADMINISTRATOR])
    assert "Joan Brook" not in text_of(client.get("/organisation/people/?ended=yes"))
    address = f"/organisation/people/{home.school[mother].membership_id}/"
    for what in ("", "code/", "role/", "end/"):
        assert client.get(address + what).status_code == 404
    assert client.post(f"{address}code/", {}).status_code == 404
    assert client.get("/families/").status_code == 403
