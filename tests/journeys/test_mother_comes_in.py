"""The lead lets a mother in and prints her sheet; with it she comes in on her phone, and is out at once when the lead pauses."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.families.models import FamilyAccount
from fairward.families.vocabulary import AccountState
from tests.personas import LEAD
from tests.support.household import FATHER_PHONE, Household
from tests.support.walking import Walker

PASSWORD, PASSPHRASE = "nine slow cats asleep", "eight red kites over water"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def lets_her_in(lead: Walker, home: Household) -> tuple[str, str]:
    """From the child to the printed sheet; returns what stands on it."""
    page = lead.page
    lead.signs_in(home.school[LEAD])
    lead.opens(f"/children/{home.girl}/", "Isla Brook")
    lead.follows("Family: who can see what is shared", "Family of Isla Brook")
    heading = "Let Joan Brook in to the record of Isla Brook"
    lead.follows("Let Joan Brook in", heading)
    lead.presses("Let them in and show the sheet", heading, "There is a problem")
    page.get_by_label("Known to the school in person").check()
    page.get_by_label("They have parental responsibility, and I have seen how the school knows it").check()
    page.get_by_label("What makes contact safe?").fill("Ring before three o’clock.")
    lead.presses("Let them in and show the sheet", "Sheet for Joan Brook", "Tear this sheet up")
    sign_in, code = (page.locator("code.fw-code").nth(place).inner_text() for place in (0, 1))
    lead.follows("Back", "Family of Isla Brook")
    lead.sees("Family of Isla Brook", "Invited; the code works until")
    return sign_in, code


def refuses_a_parent_s_telephone(lead: Walker, home: Household) -> None:
    """The girl of 14 gets her own account, but not on her father's number."""
    page, heading = lead.page, "Let Isla Brook in to their own record"
    lead.follows("Let Isla Brook in to their own record", heading)
    page.get_by_label("Known to the school in person").check()
    lead.types("Telephone number", FATHER_PHONE)
    lead.presses(
        "Let them in and show the sheet", heading, "There is a problem", "is also held for somebody else"
    )
    lead.types("Telephone number", "")
    lead.presses("Let them in and show the sheet", "Sheet for Isla Brook", "Nobody at home is told")


def comes_in(mother: Walker, sign_in: str, code: str) -> None:
    """Code, password, no second lock, passphrase, 24 words, two of them from paper."""
    page = mother.page
    mother.opens("/sign-in/first/", "Sign in for the first time")
    mother.types("Sign-in name", sign_in)
    mother.types("One-time code", code.lower().replace("-", " "))
    mother.presses("Continue", "Choose your password", "not even the people who gave you the sheet")
    mother.types("Your new password", PASSWORD)
    mother.types("The same password again", PASSWORD)
    mother.presses("Save and continue", "Do you want a second lock?")
    mother.presses("Not now, go on", "Choose your passphrase")
    assert page.get_by_role("button", name="Exit this page").is_visible()
    mother.types("Your new passphrase", PASSPHRASE)
    mother.types("The same passphrase again", PASSPHRASE)
    mother.presses("Save and go on", "Your 24 words", "Do not take a photo of it")
    words = page.locator("ol.fw-words li").all_inner_texts()
    assert len(words) == 24
    mother.presses("I have written them down", "Check two of your words")
    for label in page.locator("main label").all_inner_texts():
        mother.types(label, words[int(label.split()[1]) - 1].split()[-1])
    mother.presses("Go on", "Your pages", "Isla Brook")


def walk(lead: Walker, mother: Walker) -> None:
    home = Household()
    sign_in, code = lets_her_in(lead, home)
    refuses_a_parent_s_telephone(lead, home)
    comes_in(mother, sign_in, code)
    with home.school.transaction():
        row = FamilyAccount.objects.get(organisation_id=home.school.organisation_id, person_id=home.mother)
    assert AccountState(row.state) is AccountState.ACTIVE
    mother.opens("/account/security/", "How you sign in")
    lead.opens("/families/", "Family accounts")
    lead.follows("Joan Brook", "Account of Joan Brook")
    lead.presses("Pause now", "Account of Joan Brook", "Paused since")
    mother.opens("/account/security/", "Sign in")


def test_on_a_phone(page: Any, phone: Any, live_server: Any) -> None:
    walk(Walker(page, live_server.url), Walker(phone, live_server.url))


def test_the_lead_too_on_a_phone(phone: Any, live_server: Any) -> None:
    home, lead = Household(), Walker(phone, live_server.url)
    lets_her_in(lead, home)
    lead.opens("/families/", "Family accounts")
    lead.follows("Joan Brook", "Account of Joan Brook")
    for link, heading in (
        ("Print a new one-time code", "Print a new one-time code for Joan Brook"),
        ("Change how they are reached", "How Joan Brook is reached safely"),
        ("End the account", "End the account of Joan Brook"),
    ):
        lead.follows(link, heading)
        lead.page.go_back()
    lead.opens("/families/handing-over/", "Handing over")


def test_without_script(plain_page: Any, plain_phone: Any, live_server: Any) -> None:
    walk(
        Walker(plain_page, live_server.url, has_script=False),
        Walker(plain_phone, live_server.url, has_script=False),
    )
