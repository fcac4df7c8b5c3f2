"""A lead refers in ten minutes, telephones first in danger, follows it to the decision. Desk, phone, without script."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD
from tests.support import sending
from tests.support.living import SAID, SAW, Living, make_living
from tests.support.referring import opened, telephoned
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
REFER, ONE = "Refer Amy Fairbairn", "Referral of Amy Fairbairn"
QUESTIONS = "The questions before anything goes to Northfield social care"


def with_a_file() -> Living:
    living = make_living()
    said = [Said(basis=Basis.OBSERVED, text=SAW), Said(basis=Basis.CHILD_SAID, text=SAID)]
    entry_id = living.file(living.report(*said))[0]
    living.ids |= {"entry": entry_id, "file": living.file_of(entry_id)}
    return living


def writes_a_referral(page: Any, server: str, *, has_script: bool = True) -> None:
    """From the child's page to the last question, in less than ten minutes; what is missing is named on the way."""
    living = with_a_file()
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    began = time.monotonic()
    lead.opens(f"/children/{living.amy}/", "Amy Fairbairn")
    page.get_by_role("button", name="Refer to a hub or to social care").click()
    lead.sees(REFER, "In danger, ring first")
    lead.follows("Refer from the child protection file", REFER)
    lead.presses("Go on", REFER, "There is a problem", "Say whether a child is in danger right now.")
    page.get_by_role("group", name="Is a child in danger right now?").get_by_label("No", exact=True).check()
    page.get_by_label("Somebody else, who has no Fairward").check()
    lead.types("Name of the organisation", "Northfield social care")
    page.get_by_label("What sort of organisation is it?").select_option(label="Social care")
    lead.presses("Go on", "Who refers, and who the child is", "from the roster")
    for value in ("Names: Amy Fairbairn", "Date of birth: 4 March 2018", "Name: Amira Khan"):
        page.get_by_label(value, exact=True).check()
    lead.types("How you know the child", "Her safeguarding lead")
    lead.presses("Save and go on", "Who lives with the child, and who helps", "Mother: name: Morag Fairbairn")
    page.get_by_label("Mother: name: Morag Fairbairn", exact=True).check()
    lead.presses("Save and go on", "What worries you, and what is working well", "What the child said")
    lead.types("What are you worried about?", "That she is hurt again at home.")
    for words in (SAID, SAW):
        page.get_by_role("checkbox", name=words).check()
    lead.types("Why do they need what you ticked?", "It shows what happened, and what she says of it.")
    lead.types("What is working well", "Her grandmother fetches her on Fridays and listens to her.")
    lead.presses("Save and go on", "The family", "These are three different things")
    page.get_by_role("group", name="Was the family told?").get_by_label("Yes, we told them").check()
    page.get_by_label("Yes, they agree").check()
    page.get_by_label("To safeguard or promote the child's welfare").check()
    page.get_by_label("Level 3", exact=False).check()
    lead.presses("Save and go on", "What you ask for", "What is it for?")
    page.get_by_label("So that the family gets help").check()
    lead.types("What you ask for", "An assessment of what the family needs")
    lead.presses("Save and go on", ONE, "Write where the child is now, and until when.")
    lead.follows("What you ask for", "What you ask for")
    assert page.get_by_label("What you ask for", exact=True).input_value().startswith("An assessment")
    lead.types("Where the child is now, and until when", "In school until 3pm")
    lead.presses("Save and go back", ONE)
    page.get_by_role("button", name="Answer the questions, read it through and send it").click()
    lead.sees("Referral for Northfield social care", "The form of the referral")
    lead.follows("The questions, and what the family knows", QUESTIONS)
    assert page.get_by_label("Why do they need it?").input_value() == "That she is hurt again at home."
    for answer in page.get_by_role("radio", name="Yes", exact=True).all():
        answer.check()
    page.get_by_role("button", name="Save", exact=True).click()
    lead.sees("Referral for Northfield social care")
    lead.follows("Names of other people", "Names of other people")
    page.get_by_role("button", name="I have looked: save").click()
    lead.sees("Referral for Northfield social care", "Nothing is missing. Read it once more, as they will.")
    assert time.monotonic() - began < 600


def telephones_and_follows(page: Any, server: str, *, has_script: bool = True) -> None:
    """A call recorded on one page; sent with what is missing; chased when nobody decides; taken further; decided."""
    living = with_a_file()
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    lead.opens(f"/files/{living.ids['file']}/", "Child protection file of Amy Fairbairn")
    lead.follows("Refer to a hub or to social care", REFER)
    lead.follows("I have telephoned already", "You telephoned about Amy Fairbairn")
    page.get_by_label("Somebody else, who has no Fairward").check()
    lead.types("Name of the organisation", "Northfield social care")
    page.get_by_label("What sort of organisation is it?").select_option(label="Social care")
    lead.types("Whom did you speak to?", "Duty social worker")
    lead.types("What was agreed?", "A visit this afternoon")
    lead.presses(
        "Record the call", ONE, "Telephoned, the written one is to follow", "The written referral: by"
    )
    long_ago = telephoned(living, timezone.now() - timedelta(days=6))
    sending.let_go(living, opened(living, long_ago).noted.draft_id)
    lead.opens("/referrals/", "Referrals")
    lead.sees("Referrals", "2 referrals, 1 overdue", "Their decision: by")
    lead.opens(f"/referrals/{long_ago}/", ONE)
    lead.sees(ONE, "Nothing came in time")
    lead.follows("I have chased it", "You have chased it")
    lead.types("Whom did you speak to?", "Duty social worker")
    lead.types("What was said?", "Nobody has it.")
    lead.presses("Note it", ONE, "No decision in time, chased")
    lead.follows("Take it further", "You disagree, or hear nothing")
    lead.types("Whom did you speak to?", "The team manager")
    lead.presses(
        "Note it", "You disagree, or hear nothing", "There is a problem", "Write what you disagree with"
    )
    lead.types("What was said?", "Six days without a decision.")
    lead.presses("Note it", ONE, "step 1: the practitioner’s manager")
    lead.follows("They have decided", "They have decided")
    page.get_by_label("Strategy discussion").check()
    lead.types("Whom did you speak to?", "The team manager")
    lead.types("What was said?", "They meet tomorrow.")
    lead.presses("Note what they decided", ONE, "Strategy discussion", "Close it")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(
    writes_a_referral, telephones_and_follows
)
