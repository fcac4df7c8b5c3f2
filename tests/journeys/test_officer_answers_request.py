"""The officer's access request from the call to the answer: noted, searched, opened, passage by passage, a second person."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from fairward.kernel.vocabulary import Basis
from tests.personas import DPO, LEAD, TEACHER, School, make_school
from tests.support import casework
from tests.support.reporting import add_child
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
REQUEST = "Request R-1 about Amy Fairbairn"
STREET = "The bus from Oakes Street was late."
FRIEND, THREAT = "Her friend Wilhelmina Oakes cried as well.", "Her uncle said that he would come back."


def a_record(school: School) -> None:
    """One concern about Amy, in which another pupil is named and somebody threatens."""
    amy = add_child(school, "Amy", "Fairbairn")
    add_child(school, "Wilhelmina", "Oakes", 4)
    casework.add_mother(school, amy)
    said = [casework.said("A bruise on the left forearm."), casework.said(FRIEND)]
    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        said += [casework.said(THREAT, Basis.CHILD_SAID), casework.said(STREET)]
        casework.file(lead, casework.report(teacher, [amy], *said))
        casework.report(teacher, [amy], casework.said("She was late again."))  # nobody files it in time


def walk(page: Any, server: str, tmp_path: Path, *, has_script: bool = True) -> None:
    school = make_school()
    a_record(school)
    who = Walker(page, server, has_script=has_script)
    a_teacher_notes_the_call(who, school)
    the_officer_begins(who, school)
    the_lead_opens_the_file(who, school)
    the_officer_gathers(who, school)
    the_officer_decides(who)
    the_lead_is_the_second_person(who, school)
    the_officer_makes_the_answer(who, school, tmp_path)


def a_teacher_notes_the_call(who: Walker, school: School) -> None:
    title = "Note a request, a complaint or a breach"
    who.signs_in(school[TEACHER])
    who.opens("/rights/note/", title)
    who.page.get_by_label("They want to see what is recorded").check()
    who.types("What did they say, or what happened?", "What do you have about my daughter?")
    who.types("Who asks, and how can they be reached?", "Her mother")
    who.page.get_by_label("By telephone").check()
    who.types("For which child?", "Fairb")
    who.page.locator("main").get_by_role("button", name="Note it", exact=True).click()
    who.page.get_by_label("Amy Fairbairn").check()
    who.page.locator("main").get_by_role("button", name="Note it", exact=True).click()
    who.page.get_by_text("R-1").first.wait_for()


def the_officer_begins(who: Walker, school: School) -> None:
    who.signs_in(school[DPO])
    who.opens("/requests/", "Requests to see what is recorded")
    who.follows("R-1, Amy Fairbairn", REQUEST)
    who.sees(REQUEST, "What do you have about my daughter?", "1 month from", "Say who asks.")
    who.presses("Settle who asks", "Who asks to see what is recorded about Amy Fairbairn?")
    who.presses("Go on", "Who asks to see what is recorded about Amy Fairbairn?", "There is a problem")
    who.page.get_by_label("Rosa Fairbairn").check()
    who.page.get_by_label("Yes, we know them").check()
    who.presses("Go on", REQUEST, "Rosa Fairbairn")
    who.presses("Settle whose right it is", "Whose right is it?")
    who.page.get_by_label("The child does not understand it yet").check()
    who.types("How do you know?", "Amy is 7. Her mother asks for her.")
    who.presses("Go on", REQUEST)
    who.presses("Search now", REQUEST, "Child protection file", "A safeguarding lead opens the files for you")


def the_lead_opens_the_file(who: Walker, school: School) -> None:
    who.signs_in(school[LEAD])
    who.opens("/requests/to-open/", "Requests that need files")
    who.follows("R-1, Amy Fairbairn", "Open files for request R-1")
    who.page.get_by_role("button", name=re.compile(f"Open the child protection file.*{DPO.name}")).click()
    who.page.get_by_role("heading", name="Open now").wait_for()
    who.sees("Open files for request R-1", f"Child protection file: {DPO.name}")


def the_officer_gathers(who: Walker, school: School) -> None:
    who.signs_in(school[DPO])
    who.opens("/requests/", "Requests to see what is recorded")
    who.follows("R-1, Amy Fairbairn", REQUEST)
    who.presses("Gather passages", "Gather the passages of request R-1")
    who.presses("Start", REQUEST, "Go on with the passages")
    who.page.locator("main").get_by_role("button", name="Go on with the passages").click()


def the_officer_decides(who: Walker) -> None:
    """Each passage as it comes: the friend's name is offered, the threat is withheld, all else is disclosed."""
    page = who.page
    for _ in range(12):
        heading = page.get_by_role("heading", level=1).inner_text()
        if heading == REQUEST:
            who.sees(REQUEST, "1 passage waits for a second person")
            return
        who.sees(heading, "Passages decided")
        now = page.locator("main > p").all_inner_texts()
        if any(FRIEND in one for one in now):
            leaves_out_a_name(who, heading)
        elif any(THREAT in one for one in now):
            withholds(who, heading)
        elif who.has_script:
            page.keyboard.press("1")
        else:
            page.get_by_role("button", name="Disclose (1)").click()
        page.get_by_role("heading", level=1, name=heading, exact=True).wait_for(state="detached")
    raise AssertionError("the passages do not end")


def leaves_out_a_name(who: Walker, heading: str) -> None:
    page = who.page
    page.get_by_label("Leave out a part").check()
    who.presses("Decide and go on", heading, "There is a problem")
    page.get_by_label("Wilhelmina Oakes: another pupil").check()
    page.get_by_label("The reason that the law gives").select_option(label="It is about another person")
    who.types("Why it applies to this passage", "Another pupil, who was not asked.")
    page.get_by_role("button", name="Decide and go on").click()


def withholds(who: Walker, heading: str) -> None:
    page = who.page
    page.get_by_label("Leave out all of it").check()
    page.get_by_label("The reason that the law gives").select_option(
        label="Sharing it is likely to cause serious harm to somebody's health"
    )
    who.types("Why it applies to this passage", "He lives with the mother.")
    who.presses("Decide and go on", heading, "There is a problem")
    who.types("Who would be harmed, how, and what shows it", "Amy. He said so.")
    page.get_by_role("button", name="Decide and go on").click()


def the_lead_is_the_second_person(who: Walker, school: School) -> None:
    who.signs_in(school[LEAD])
    who.opens("/requests/to-open/", "Requests that need files")
    who.follows("R-1, Amy Fairbairn", "Open files for request R-1")
    who.follows("Passages that wait for a second person", "Second person for request R-1")
    who.page.locator("main").get_by_role("link", name="Passage").click()
    who.page.get_by_role("heading", name="Why it would be left out").wait_for()
    who.sees(
        who.page.get_by_role("heading", level=1).inner_text(),
        THREAT,
        "He lives with the mother.",
        "Amy. He said so.",
    )
    who.presses("I agree that it is left out", "Second person for request R-1", "Nothing waits for you")


def the_officer_makes_the_answer(who: Walker, school: School, folder: Path) -> None:
    who.signs_in(school[DPO])
    who.opens("/requests/", "Requests to see what is recorded")
    who.follows("R-1, Amy Fairbairn", REQUEST)
    looks_at_what_is_missing(who)
    button = "Start"
    while not who.page.get_by_text("It is ready.").count():
        if who.has_script:
            who.page.get_by_role("button", name="Start").click()
            who.page.get_by_text("It is ready.").wait_for()
        else:
            who.page.get_by_role("button", name=button).click()
            button = "Go on"
    who.sees("Answer to request R-1", "Say the password by telephone")
    check_pdf(kept(who, "Save it for printing", folder))
    password = who.page.locator("main strong").first.inner_text()
    protected = kept(who, "Save it under this password", folder)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(protected))
    with pikepdf.open(io.BytesIO(protected), password=password) as opened:
        assert len(opened.pages) >= 3
    who.page.get_by_label("Printed and handed over").check()
    who.presses("Note that it went", REQUEST, "Close the request when nothing more comes")
    who.presses("Close the request", "Close request R-1?")
    who.presses("Close the request", REQUEST, "This request is closed.")


def looks_at_what_is_missing(who: Walker) -> None:
    """A report is in no file; a word that was taken out stands as the name of a street."""
    reports, words = (
        "Reports that are not in this answer yet",
        "Words that you left out still stand here",
    )
    who.presses("Reports that are not filed", reports, "1 report about Amy Fairbairn is in no file yet")
    who.presses("Make the answer without them", reports, "Write why the answer does not wait for them.")
    who.types("Why does the answer not wait for them?", "The month ends today.")
    who.presses("Make the answer without them", "Answer to request R-1", "Look where they still stand")
    who.presses("Look at the words", words, "“oakes”")
    who.presses("I looked at each: they may stand", words, "Write why these words may stand")
    who.types("Why may these words stand there?", "It is the name of a street.")
    who.presses("I looked at each: they may stand", "Answer to request R-1", "It is made in steps")


def kept(who: Walker, button: str, folder: Path) -> bytes:
    with who.page.expect_download() as got:
        who.page.get_by_role("button", name=button).click()
    got.value.save_as(folder / "answer.pdf")
    return (folder / "answer.pdf").read_bytes()


def check_pdf(raw: bytes) -> None:
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages).split())
    assert "A bruise on the left forearm." in words
    assert "Her friend [withheld: about another person] cried as well." in words
    assert STREET in words and "1 report came to us and is not dealt with yet." in words
    assert "She was late again." not in words
    assert "Wilhelmina" not in words and "uncle" not in words and "could seriously harm somebody" in words


def test_on_a_desk(page: Any, live_server: Any, tmp_path: Path) -> None:
    walk(page, live_server.url, tmp_path)


def test_on_a_phone(phone: Any, live_server: Any, tmp_path: Path) -> None:
    walk(phone, live_server.url, tmp_path)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any, tmp_path: Path) -> None:
    walk(plain_phone, live_server.url, tmp_path, has_script=False)
