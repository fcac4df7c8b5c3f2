"""Keys go to a second holder and the screen goes blank; the log is read by its officer; somebody new comes in by their sheet."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from fairward.kernel.vocabulary import RingKind
from fairward.keys import rings
from fairward.people.models import Child
from tests.personas import ADMINISTRATOR, DEPUTY, DPO, LEAD, PASTORAL, TEACHER, make_school
from tests.support import casework
from tests.support.reporting import add_child
from tests.support.walking import Walker

ROSTER = Path(__file__).parents[1] / "data" / "roster" / "ctf" / "9259999_CTF_9259998_900_dirty.xml"
NEW_PASSWORD = "nine slow cats asleep"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def gives_a_key(page: Any, server: str, *, has_script: bool = True) -> None:
    """One holder is a red banner; a second one takes it away."""
    school = make_school()
    with school.transaction():
        rings.revoke_holder(school.actor(LEAD), RingKind.WELFARE, school[DEPUTY].account_id)
    title = f"Give {DEPUTY.name} the key for welfare"
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(school[LEAD])
    lead.opens("/keys/", "Keys")
    lead.sees("Keys", "Mend this", f"{DEPUTY.name} (deputy")
    lead.follows(title, title)
    lead.presses("Give the key", title, "There is a problem")
    page.get_by_role("checkbox").check()
    lead.presses("Give the key", "Keys")
    assert page.get_by_role("link", name=title).count() == 0
    with school.transaction():
        assert school[DEPUTY].account_id in rings.holders(school.organisation_id)[RingKind.WELFARE]


def blanks_the_screen(page: Any, server: str, *, has_script: bool = True) -> None:
    """The button on a page of content locks the keys, with a script at once."""
    school = make_school()
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        concern = casework.report(school.actor(TEACHER), [amy])
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(school[LEAD])
    lead.opens(f"/concerns/{concern}/", "Report about Amy Fairbairn")
    page.get_by_role("button", name="Blank the screen").click()
    # With a script the page is gone at once and home comes; without one, a page says that it is locked.
    page.get_by_role("heading", level=1, name="What needs me" if has_script else "Locked").wait_for()
    assert casework.BRUISE not in page.content()
    page.goto(f"{server}/concerns/{concern}/")
    lead.sees("Unlock")
    lead.types("Passphrase", school[LEAD].passphrase)
    lead.presses("Unlock", "Report about Amy Fairbairn", casework.BRUISE)


def reads_the_log(page: Any, server: str, *, has_script: bool = True) -> None:
    """The officer sees who looked at a child and why, and may not read what they saw."""
    school = make_school()
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        concern = casework.report(school.actor(TEACHER), [amy])
        casework.file(school.actor(LEAD), concern)
    officer = Walker(page, server, has_script=has_script)
    officer.signs_in(school[DPO])
    officer.opens("/audit/", "Log")
    officer.sees("Log", LEAD.name, "How to check that nothing was changed")
    officer.follows("Lines about one child", "Lines about one child")
    page.locator("main input[type=text]").first.fill("Amy")
    officer.presses("Find", "Lines about one child", "1 child")
    officer.page.locator("main").get_by_role("link", name="Amy Fairbairn").click()
    page.get_by_text(casework.WHY[0].upper() + casework.WHY[1:]).or_(
        page.get_by_text(casework.WHY)
    ).first.wait_for()
    officer.sees(page.get_by_role("heading", level=1).inner_text(), LEAD.name)
    assert casework.BRUISE not in page.content()
    officer.opens("/audit/", "Log")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download the log").click()
    assert "Fairbairn" not in Path(kept.value.path()).read_bytes().decode(errors="replace")
    assert page.goto(f"{server}/concerns/{concern}/").status == 403


def takes_somebody_in(page: Any, server: str, *, has_script: bool = True) -> None:
    """The administrator adds a teacher, and the teacher comes in with the printed code."""
    school = make_school()
    office = Walker(page, server, has_script=has_script)
    office.signs_in(school[ADMINISTRATOR])
    office.opens("/organisation/people/", "People")
    page.get_by_role("button", name="Add somebody").click()
    office.sees("Add somebody")
    office.presses("Add and show the sheet", "Add somebody", "Enter the name.", "Choose a role.")
    office.types("Full name", "Nia Parry")
    page.get_by_label("Sign-in name").fill("nia.parry")
    page.get_by_role("radio").first.check()
    office.presses("Add and show the sheet", "Sheet for Nia Parry", "nia.parry")
    code = page.locator("code.fw-code").inner_text()
    page.get_by_role("button", name="Sign out").click()
    comes_in(office, "nia.parry", code)


def comes_in(new: Walker, name: str, code: str) -> None:
    page = new.page
    new.opens("/", "Sign in")
    new.follows("I have a sheet with a one-time code", "Sign in for the first time")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("One-time code").fill(code)
    new.presses("Continue", "Choose your password")
    page.get_by_label("Your new password").fill(NEW_PASSWORD)
    page.get_by_label("The same password again").fill(NEW_PASSWORD)
    new.presses("Save and continue", "Set up your second factor")
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator(".govuk-details__text strong").inner_text().replace(" ", "")
    now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code that the app shows now").fill(now)
    new.presses("Continue", "Keep your recovery codes")
    new.presses("I have kept them: continue", "What needs me", "Report a concern")
    assert page.get_by_role("link", name="Desk").count() == 0


def imports_twice(page: Any, server: str, *, has_script: bool = True) -> None:
    """The same file a second time changes nobody."""
    school = make_school()
    office = Walker(page, server, has_script=has_script)
    office.signs_in(school[ADMINISTRATOR])
    uploads(office)
    office.sees("What this file would change", "Children added (2)")
    page.get_by_label("I have seen the rows that are left out").check()
    page.get_by_role("button", name="Confirm and import").click()
    page.get_by_role("heading", level=1, name="Roster imported").wait_for()
    before = everybody(school)
    assert len(before) == 2
    uploads(office)
    office.sees("What this file would change", "This file changes nothing.")
    assert page.get_by_role("button", name="Confirm and import").count() == 0
    page.get_by_role("button", name="Throw this file away").click()
    page.get_by_role("heading", level=1, name="Roster", exact=True).wait_for()
    assert everybody(school) == before


def uploads(office: Walker) -> None:
    """The administrator chooses the file and says that it is not the whole roll."""
    page = office.page
    page.goto(f"{office.server}/roster/")
    page.get_by_role("button", name="Import a file").click()
    page.get_by_label("Roster file").set_input_files(ROSTER)
    page.get_by_label("No, only some of them").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Nothing is changed yet").wait_for()


def everybody(school: Any) -> list[Any]:
    with school.transaction():
        return list(Child.objects.order_by("id").values_list("id", "identity", "year_group", "status"))


WALKS = [gives_a_key, blanks_the_screen, reads_the_log, takes_somebody_in, imports_twice]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_desk(page: Any, live_server: Any, walk: Any) -> None:
    walk(page, live_server.url)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_phone(phone: Any, live_server: Any, walk: Any) -> None:
    walk(phone, live_server.url)


@pytest.mark.parametrize(
    "walk", [gives_a_key, blanks_the_screen, takes_somebody_in], ids=lambda walk: walk.__name__
)
def test_without_script_on_a_phone(plain_phone: Any, live_server: Any, walk: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)


def test_somebody_pastoral_reads_a_file_that_a_lead_gave_them(phone: Any, live_server: Any) -> None:
    """A key for one file: the welfare file of a child of their own year, and nothing else of that child."""
    school = make_school()
    jack = add_child(school, "Jack", "Oduya", 4, "4B")
    with school.transaction():
        casework.file(school.actor(LEAD), casework.report(school.actor(TEACHER), [jack]))
    tutor = Walker(phone, live_server.url)
    tutor.signs_in(school[PASTORAL])
    tutor.opens("/children/", "Find a child")
    tutor.types("Name, year or class", "Jack")
    tutor.presses("Find", "Find a child", "1 child")
    tutor.follows("Jack Oduya", "Jack Oduya")
    tutor.sees("Jack Oduya", "No file", "Conversation, meeting or document in the welfare file")
