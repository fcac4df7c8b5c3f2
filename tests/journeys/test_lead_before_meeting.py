"""The lead before a meeting: the child's story, what is fact and what opinion, what was added and corrected, on paper too."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import Basis, Purpose
from tests.personas import LEAD, TEACHER, School, make_school
from tests.support import casework
from tests.support.reporting import add_child
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
DAY = timedelta(days=1)
FILE = "Child protection file of Amy Fairbairn"
EXPLAINED = "She fell off her bike at her aunt’s; the aunt says so too."


def a_story(school: School) -> None:
    """Three concerns about Amy over three months, one with an action, and one about somebody else."""
    amy = add_child(school, "Amy", "Fairbairn")
    casework.add_mother(school, amy)
    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        seen = casework.said("A bruise on the left forearm, about 3 cm.")
        guessed = casework.said("Somebody may have held her.", Basis.OPINION, because=[seen.id])
        first = casework.report(teacher, [amy], seen, guessed, ago=80 * DAY)
        casework.file(lead, first, action="Ask the nurse", themes=["neglect"])
        said = casework.report(
            teacher, [amy], casework.said("I don’t want to go home", Basis.CHILD_SAID), ago=20 * DAY
        )
        casework.file(lead, said)
        other = add_child(school, "Jack", "Oduya", 4)
        casework.file(
            lead, casework.report(teacher, [other], casework.said("He was bruised.")), Purpose.BEHAVIOUR
        )


def walk(page: Any, server: str, tmp_path: Path, *, has_script: bool = True) -> None:
    school = make_school()
    a_story(school)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(school[LEAD])
    opens_the_file(lead)
    narrows_it(lead)
    explains(lead)
    corrects(lead)
    adds_and_finishes(lead)
    searches(lead)
    saves_as_pdf(lead, tmp_path)
    sees_who_looked(lead)


def opens_the_file(lead: Walker) -> None:
    lead.opens("/children/", "Find a child")
    lead.types("Name, year or class", "Fairb")
    lead.presses("Find", "Find a child", "1 child")
    lead.follows("Amy Fairbairn", "Amy Fairbairn")
    lead.page.get_by_label("Why are you opening this?").select_option(label="Preparing a meeting")
    lead.presses("Use this reason", "Amy Fairbairn", "Rosa Fairbairn", "Mother, parental responsibility")
    lead.follows("Child protection", FILE)
    lead.sees(FILE, "3 entries", "When things happened", "Opinion", "Because of", "“I don’t want to go home”")
    assert "why=meeting" in lead.page.url


def narrows_it(lead: Walker) -> None:
    lead.unfolds("Filter and find in this file")
    lead.page.get_by_label("Kind").select_option(label="Action")
    lead.presses("Show these", FILE, "1 entry of 3", "Ask the nurse")
    lead.unfolds("Filter and find in this file")
    lead.page.get_by_label("Kind").select_option(label="All kinds")
    lead.types("Words in this file", "bruises")
    lead.writes_day("From", timezone.localdate() - 100 * DAY)
    lead.page.get_by_label("About", exact=True).select_option(label="Amy Fairbairn")
    lead.presses("Show these", FILE, "1 entry of 3", "A bruise on the left forearm")
    assert lead.page.get_by_label("Words in this file").input_value() == "bruises"
    lead.types("Words in this file", "aeroplane")
    lead.presses("Show these", FILE, "Nothing fits")
    lead.page.get_by_role("link", name="Show everything").click()
    lead.sees(FILE, "3 entries")
    assert "why=meeting" in lead.page.url
    assert "bruise" not in lead.page.url


def explains(lead: Walker) -> None:
    title = "Concern about Amy Fairbairn"
    lead.page.locator(".fw-timeline__item", has_text="A bruise").get_by_role("link", name="Concern").click()
    lead.sees(title, "Seen or heard", "What followed", "Ask the nurse")
    lead.follows("Add an explanation", "Add to an entry about Amy Fairbairn")
    lead.presses("Add it", "Add to an entry about Amy Fairbairn", "Choose what you add.")
    lead.page.get_by_label("Seen or heard: A bruise on the left forearm, about 3 cm.").check()
    lead.page.get_by_label("Explanation", exact=True).check()
    lead.types("Write it down", EXPLAINED)
    lead.presses("Add it", title, EXPLAINED)
    beside = lead.page.locator(".fw-statement", has_text="A bruise on the left forearm")
    assert EXPLAINED in beside.first.inner_text()


def corrects(lead: Walker) -> None:
    title = "Correct an entry about Amy Fairbairn"
    lead.follows("Correct this entry", title)
    lead.presses("Save the correction", title, "Write why you correct it.")
    first = lead.page.get_by_role("group", name="Statement 1")
    first.get_by_label("What happened, or what was said?").fill("A bruise on the right forearm, about 3 cm.")
    lead.types("Why do you correct it?", "It was the right arm.")
    lead.presses(
        "Save the correction", "Concern about Amy Fairbairn", "A bruise on the right forearm", EXPLAINED
    )
    beside = lead.page.locator(".fw-statement", has_text="A bruise on the right forearm")
    assert EXPLAINED in beside.first.inner_text()
    lead.follows("Compare its 2 versions", "Versions of an entry about Amy Fairbairn")
    lead.sees(
        "Versions of an entry about Amy Fairbairn", "It was the right arm.", "left forearm", "right forearm"
    )
    lead.page.get_by_role("link", name="The entry").click()


def adds_and_finishes(lead: Walker) -> None:
    lead.sees("Concern about Amy Fairbairn")
    lead.page.get_by_role("link", name="Action", exact=True).click()
    lead.sees("Action about Amy Fairbairn", "due")
    lead.page.locator("main").get_by_role("button", name="Mark as done").click()
    lead.sees("Mark an action as done", "Ask the nurse")
    lead.presses("It is done", "Mark an action as done", "Write what was done.")
    lead.types("What was done?", "The nurse saw her on Tuesday.")
    lead.presses("It is done", "Action about Amy Fairbairn", "done", "The nurse saw her on Tuesday.")
    lead.page.get_by_role("link", name="Child protection file").click()
    lead.follows("Add a conversation, meeting or document", f"Add to the c{FILE[1:]}")
    lead.page.get_by_label("Conversation").check()
    lead.writes_day("Which day was it?", timezone.localdate())
    lead.page.get_by_label("Somebody told me").check()
    lead.types("What happened, or what was said?", "The aunt saw the fall.")
    lead.presses("Add to the file", f"Add to the c{FILE[1:]}", "Say who told you.")
    lead.types("Who told you, or where did you read it?", "Her aunt")
    lead.changes("Add another statement", f"Add to the c{FILE[1:]}")
    second = lead.page.get_by_role("group", name="Statement 2")
    second.get_by_label("I saw or heard it").check()
    second.get_by_label("What happened, or what was said?").fill("Amy nodded.")
    lead.presses("Add to the file", "Conversation about Amy Fairbairn", "Told by Her aunt", "Amy nodded.")


def searches(lead: Walker) -> None:
    title = "Search the files that you read"
    lead.opens("/search/", title)
    lead.presses("Search", title, "There is a problem")
    lead.types("Words to find", "zebra")
    lead.presses("Search", title, "Nothing found")
    lead.types("Words to find", "bruise")
    lead.presses("Search", title, "2 entries found", "Jack Oduya: Concern, behaviour", EXPLAINED)
    assert lead.page.locator("mark", has_text="bruise").count() >= 2
    assert "bruise" not in lead.page.url
    lead.follows("Amy Fairbairn", "Concern about Amy Fairbairn")


def saves_as_pdf(lead: Walker, folder: Path) -> None:
    lead.page.get_by_role("link", name="Child protection file").click()
    lead.follows("Print or save as PDF", f"Print the c{FILE[1:]}")
    lead.sees(f"Print the c{FILE[1:]}", "no log sees who reads it")
    lead.page.get_by_label("For us: a meeting or work here").check()
    with lead.page.expect_download() as kept:
        lead.page.get_by_role("button", name="Go on").click()
    kept.value.save_as(folder / "file.pdf")
    raw = (folder / "file.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(raw)) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.docinfo["/Title"]) == FILE
    words = text_of_pdf(folder / "file.pdf")
    for one in (
        "Seen or heard",
        "The child said",
        "Told by Her aunt",
        "Opinion",
        EXPLAINED[:30],
        "The nurse saw her",
        "Stays inside. Not to be given to anybody outside.",
    ):
        assert one in words, one


def text_of_pdf(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def sees_who_looked(lead: Walker) -> None:
    lead.page.get_by_role("link", name="Go back without printing").click()
    lead.page.locator("main").get_by_role("link", name="Who looked").click()
    lead.page.get_by_text("preparing a meeting").first.wait_for()
    lead.sees(lead.page.get_by_role("heading", level=1).inner_text(), LEAD.name)


def test_on_a_desk(page: Any, live_server: Any, tmp_path: Path) -> None:
    walk(page, live_server.url, tmp_path)


def test_on_a_phone(phone: Any, live_server: Any, tmp_path: Path) -> None:
    walk(phone, live_server.url, tmp_path)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any, tmp_path: Path) -> None:
    walk(plain_phone, live_server.url, tmp_path, has_script=False)
