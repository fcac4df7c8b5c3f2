"""A child leaves: the office imports the roll, the lead sends the file on and has the receipt. Desk, phone, no script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.package.receipt_notes import ReceiptNote
from fairward.exchange.travel.vocabulary import TravelState
from tests.personas import ADMINISTRATOR, LEAD, make_school
from tests.support.living import make_living
from tests.support.moving import Moving, with_files
from tests.support.sending import choose, read_through
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
NEXT, PAGE, SCHOOL = (
    "Ford Lane Secondary School",
    "Amy Fairbairn: files to send on",
    "Which school the files go to",
)
ROLL = "Forename,Surname,Date of Birth,Year,Reg\nJack,Fairbairn,04/05/2017,4,4B\n"


def imports_the_roll(office: Walker) -> None:
    """The whole roll, on which Amy does not stand any more."""
    page = office.page
    page.goto(f"{office.server}/roster/")
    page.get_by_role("button", name="Import a file").click()
    page.get_by_label("Roster file").set_input_files(
        {"name": "roll.csv", "mimeType": "text/csv", "buffer": ROLL.encode()}
    )
    page.get_by_label("Yes, the whole roll").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Nothing is changed yet").wait_for()
    page.get_by_label("The same child").check()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Roster imported").wait_for()


def says_where(lead: Walker) -> None:
    lead.opens("/", "What needs me")
    lead.sees("What needs me", "Children who move", "Files to send on: 1", "The first is due in")
    lead.follows("Files to send on: 1", "Files to send on")
    lead.sees("Files to send on", "Amy Fairbairn", "Next school not known", "in ")
    lead.follows("Amy Fairbairn", PAGE)
    lead.sees(
        PAGE, "Nobody knows yet where the child goes", "five school days", "Child protection", "Welfare"
    )
    lead.follows("Note that you asked", "What you heard when you asked")
    lead.presses("Keep this", "What you heard when you asked", "There is a problem", "Write what you heard.")
    lead.page.get_by_label("By telephone").check()
    lead.types("What did you hear?", "The office says Ford Lane.")
    lead.presses("Keep this", PAGE, "The office says Ford Lane.")
    lead.follows("Say which school the child protection file goes to", SCHOOL)
    lead.page.get_by_label("Another school, without Fairward").check()
    lead.presses("Keep this", SCHOOL, "There is a problem", "Enter the name of the school")
    lead.page.get_by_label(NEXT).check()
    lead.types("Who is the safeguarding lead there?", "Ada Moss")
    lead.presses("Keep this", PAGE, NEXT, "Ada Moss")


def keeps_one_back(lead: Walker) -> None:
    title = "Do not send the welfare file"
    lead.follows(title, title)
    lead.presses("Do not send it", title, "There is a problem", "Write why this file is not sent.")
    lead.types("Why is this file not sent?", "Only a coat that was found again.")
    lead.presses("Do not send it", PAGE, "Not sent, with a reason")
    lead.follows("Why the welfare file was not sent", "Why the welfare file was not sent")
    lead.sees("Why the welfare file was not sent", "Only a coat that was found again.")


def sends(lead: Walker, moving: Moving, transfer_id: UUID) -> None:
    """What goes is chosen and read through as in the journeys of choosing and sending; it is sent here."""
    lead.opens(f"/transfers/{transfer_id}/", PAGE)
    lead.presses("Choose what goes of the child protection file", f"Transfer for {NEXT}")
    found = re.search(r"/sending/([0-9a-f-]{36})/", lead.page.url)
    assert found is not None
    draft_id = UUID(found[1])
    lead.opens(f"/transfers/{transfer_id}/", PAGE)
    lead.sees(PAGE, "Being prepared")
    lead.follows("Go on choosing what goes of the child protection file", f"Transfer for {NEXT}")
    choose(moving.living, draft_id)
    read_through(moving.living, draft_id)
    lead.opens(f"/sending/{draft_id}/send/", f"Check before it goes to {NEXT}")
    # Making the PDF and sealing it takes long on a busy machine.
    lead.page.locator("main").get_by_role("button", name="Send it now", exact=True).click(timeout=60_000)
    lead.page.locator("main").get_by_text("Waits to be sent").first.wait_for(timeout=60_000)
    moving.follow()
    lead.opens(f"/transfers/{transfer_id}/", PAGE)
    lead.sees(PAGE, "Sent, no receipt yet", "Receipt expected by")
    lead.follows("What was sent of the child protection file, and where it is", _heading_of_sent(lead))
    note = ReceiptNote("Ada Moss", "designated safeguarding lead", "Welcome to Amy.")
    moving.say(draft_id, TravelState.ACCEPTED, note=note)


def _heading_of_sent(lead: Walker) -> str:
    """The heading of what was sent, as its own page has it."""
    lead.page.locator("main").get_by_role("link", name="What was sent of the child protection file").click()
    lead.page.locator("main").get_by_text("Waits to be sent").first.wait_for()
    title: str = lead.page.get_by_role("heading", level=1).inner_text()
    lead.page.go_back()
    lead.sees(PAGE)
    return title


def has_the_receipt(lead: Walker, transfer_id: UUID) -> None:
    lead.opens(f"/transfers/{transfer_id}/", PAGE)
    lead.sees(PAGE, "Taken over by the next school", "What went, by kind and day", "1 concern", "1 action")
    lead.follows("Receipts: who took the files over", "Amy Fairbairn: receipts")
    lead.sees(
        "Amy Fairbairn: receipts", "Accepted", "Ada Moss, designated safeguarding lead", "Welcome to Amy."
    )
    lead.opens("/transfers/?which=closed", "Files to send on")
    lead.sees("Files to send on", "The next school has taken it over")
    lead.opens("/transfers/", "Files to send on")
    lead.sees("Files to send on", "Nobody moves")


def moves_on(page: Any, server: str, *, has_script: bool = True) -> None:
    moving = Moving.of(with_files(make_living()), make_school(NEXT, (LEAD, ADMINISTRATOR)))
    office = Walker(page, server, has_script=has_script)
    office.signs_in(moving.living.school[ADMINISTRATOR])
    imports_the_roll(office)
    office.signs_in(moving.living.school[LEAD])
    says_where(office)
    keeps_one_back(office)
    transfer_id = moving.open_of(moving.living.amy)
    sends(office, moving, transfer_id)
    has_the_receipt(office, transfer_id)


def ahead_of_the_move(page: Any, server: str, *, has_script: bool = True) -> None:
    """A whole year is begun in July, a day is put right, a school has merged; one child stays after all."""
    moving = Moving.of(with_files(make_living()), make_school(NEXT, (LEAD, ADMINISTRATOR)))
    lead, leaves = Walker(page, server, has_script=has_script), timezone.localdate() + timedelta(days=20)
    lead.signs_in(moving.living.school[LEAD])
    lead.opens("/transfers/", "Files to send on")
    lead.follows("A whole year leaves", "A whole year leaves")
    lead.page.get_by_label("Which year leaves?").select_option(label="Year 3")
    lead.presses("Show who has a file", "A whole year leaves", "Amy Fairbairn")
    lead.presses(
        "Begin for these children", "A whole year leaves", "There is a problem", "Enter the last day"
    )
    lead.writes_day("When is their last day here?", leaves)
    lead.presses("Begin for these children", "Files to send on", "Still here")
    lead.follows("Amy Fairbairn", PAGE)
    lead.sees(PAGE, "The child is still here")
    lead.follows("Change", "When the child leaves")
    lead.writes_day("When was, or will be, the last day here?", leaves + timedelta(days=1))
    lead.presses("Keep this day", PAGE)
    lead.opens("/transfers/schools/", "Schools that closed or merged")
    lead.presses("Keep this", "Schools that closed or merged", "There is a problem", "Say what happened.")
    lead.opens(f"/children/{moving.living.amy}/", "Amy Fairbairn")
    lead.sees("Amy Fairbairn", "This child’s files are to be sent on")
    lead.follows("Open it", PAGE)
    lead.follows("This does not go on", "End this without sending")
    lead.presses("End it", "End this without sending", "There is a problem", "Say why it ends.")
    lead.page.get_by_label("The child does not leave after all").check()
    lead.presses("End it", "Files to send on", "Nobody moves")
    lead.opens(f"/children/{moving.living.amy}/leaves/", "Amy Fairbairn moves to another school")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(moves_on, ahead_of_the_move)
