"""A lead reads through what goes, a second person agrees, and it goes. On a desk, a phone, without script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fairward.kernel.vocabulary import Label
from tests.personas import DEPUTY, LEAD, make_school
from tests.support import sending
from tests.support.living import SAW, make_living
from tests.support.travelling import befriend
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
TITLE = "Transfer from Millbrook Primary School"
CHECK = "Check before it goes to Hill Top School"


def goes_on(lead: Walker, button: str, words: str) -> None:
    """Press a button whose next page has the same heading: wait for what is new on it."""
    lead.page.locator("main").get_by_role("button", name=button, exact=True).click()
    lead.page.locator("main").get_by_text(words).first.wait_for()
    lead.sees(TITLE, words)


def second_person_agrees(page: Any, server: str, *, has_script: bool = True) -> None:
    """Word for word what they will get, with what they would think; another lead agrees; then it goes."""
    living = make_living()
    living.ids["file"] = living.file_of(living.file(living.report())[0])
    draft_id = sending.begin(living, befriend(living.school, make_school("Hill Top School")))
    sending.choose(living, draft_id, lambda one: replace(sending.IN, label=Label.SEALED), named=True)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    lead.opens(f"/sending/{draft_id}/send/", CHECK)
    lead.sees(CHECK, "Read it through as its reader will", "has not agreed yet")
    lead.opens(f"/sending/{draft_id}/read/", TITLE)
    lead.sees(TITLE, "What would the reader think of this child?", SAW, "Nothing in it says what goes well")
    goes_on(lead, "I have read it as its reader will", "2 parts are for named people only.")
    goes_on(lead, "Ask for a second person", "It waits for a second person.")
    lead.signs_in(living.school[DEPUTY])
    lead.opens("/", "What needs me")
    lead.sees("What needs me", "Waits for a second person")
    lead.follows("Look before it goes outside", TITLE)
    lead.presses("Send it back", TITLE, "There is a problem", "Write what should be changed before it goes.")
    goes_on(lead, "I have read it and agree", "A second person has agreed.")
    lead.signs_in(living.school[LEAD])
    lead.opens(f"/sending/{draft_id}/send/", CHECK)
    lead.sees(CHECK, "2 “for named people only”", "has agreed", "What stays here, and why")
    lead.presses(
        "Send it now",
        "Transfer to Hill Top School, duty social worker",
        "Waits to be sent",
        "Ben Whitlock",
        SAW,
    )


def hands_over_a_file(page: Any, server: str, *, has_script: bool = True) -> None:
    """The words are shown once; how it stands, and the receipt, are on its page."""
    living = make_living()
    living.ids["file"] = living.file_of(living.file(living.report())[0])
    draft_id = sending.ready(living)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    check = "Check before it goes to Northfield social care"
    lead.opens(f"/sending/{draft_id}/send/", check)
    lead.presses("Send it now", check, "There is a problem", "Choose how they get it.")
    page.get_by_label("As an encrypted file").check()
    lead.presses(
        "Send it now", "The words that open the file", "They are shown here once and are kept nowhere."
    )
    gone = "Transfer to Northfield social care, duty social worker"
    lead.follows("I have told them the words and have the file: go on", gone)
    lead.sees(gone, "The file waits to be downloaded, once.", "No receipt yet")
    lead.types("Who received it?", "Ada Moss, duty social worker")
    lead.presses("Note the receipt", gone, "by Ada Moss, duty social worker", "The digest was not compared")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(
    second_person_agrees, hands_over_a_file
)
