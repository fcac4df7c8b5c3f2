"""The lead puts right what was recorded with the wrong child, and the mother reads that it is gone; a governor reads counts."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.insight.spans import months_of, span_of
from fairward.kernel.vocabulary import AnnotationKind, Purpose
from tests.personas import GOVERNOR, LEAD, SUPERVISOR
from tests.support.counting import Counting
from tests.support.families import persona
from tests.support.living import MOTHER, SAW, Living, make_living, tell_social_care
from tests.support.showing import show
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
CHAIR = "She fell from a chair in class."


def a_school() -> Living:
    living = make_living()
    entry = living.ids["entry"] = living.file(living.report(), action="Ring home")[0]
    living.annotate(entry, CHAIR)
    living.annotate(entry, "Her mother says it was ink.", kind=AnnotationKind.FAMILY_ACCOUNT)
    show(living, entry, living.mother, persona(MOTHER))
    tell_social_care(living, entry)
    return living


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = a_school()
    walker = Walker(page, server, has_script=has_script)
    puts_it_right(walker, living)
    reads_that_it_is_gone(walker, living)
    reads_the_answer(walker, living)


def puts_it_right(walker: Walker, living: Living) -> None:
    page, home = walker.page, "Child protection"
    walker.signs_in(living.school[LEAD])
    walker.opens(f"/entries/{living.ids['entry']}/", "Concern about Amy Fairbairn")
    walker.follows("This is about the wrong child", "Whom is this about?")
    walker.types("Name, year or class", "Jack")
    walker.presses("Find", "Whom is this about?", "1 child")
    walker.follows("Jack Fairbairn", "What goes along to Jack Fairbairn")
    walker.presses(
        "Go on: see what will happen", "What goes along to Jack Fairbairn", "There is a problem",
        "Choose whether this goes along.", "Choose how it came about.",
    )  # fmt: skip
    along, gone = "It is about the right child", "It is not"
    for words, answer in ((CHAIR, along), ("Ring home", gone), ("Told already", gone)):
        page.get_by_role("group", name=words).get_by_label(answer).check()
    page.get_by_label("Two children have the same name or nearly the same").check()
    walker.presses(
        "Go on: see what will happen", "Check what will happen", "It cannot be undone.", "Morag Fairbairn could read it",
        f"Goes along: Explanation by Amira Khan: “{CHAIR}”", "Is destroyed: To do: Ring home", "Northfield social care",
        "Dawn Pickering",
    )  # fmt: skip
    walker.presses("Change something", "What goes along to Jack Fairbairn")
    assert page.get_by_role("group", name="Ring home").get_by_label("It is not").is_checked()
    walker.presses("Go on: see what will happen", "Check what will happen")
    walker.presses("Put it right everywhere", "It is put right", "Only a proof without content is left")
    walker.follows("Tell everybody outside who was told", "Put right R-1")
    walker.sees("Put right R-1", "What this was about is gone from the record.", "not told yet")
    walker.opens(f"/children/{living.amy}/", "Amy Fairbairn")
    walker.sees("Amy Fairbairn", "was about somebody else", "No file")
    walker.opens(f"/children/{living.jack}/", "Jack Fairbairn")
    walker.follows(home, "Child protection file of Jack Fairbairn")
    walker.sees("Child protection file of Jack Fairbairn", SAW, CHAIR, "First recorded with another child")


def reads_that_it_is_gone(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[persona(MOTHER)])
    walker.opens("/family/before/", "Before you read")
    walker.page.locator("main").get_by_role("button").first.click()
    walker.opens(f"/family/{living.amy}/", "What is recorded")
    walker.sees("What is recorded", "It was not about Amy Fairbairn", "There is nothing here to read")
    assert "Jack" not in walker.page.locator("main").inner_text()


def reads_the_answer(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[SUPERVISOR])
    walker.opens("/my-reports/", "My reports")
    assert "Yes, read it" in walker.page.locator("main").inner_text()


def reads_the_counts(page: Any, server: str, *, has_script: bool = True) -> None:
    living = make_living()
    with living.school.transaction():
        rows = Counting(living.school.organisation_id)
        for place, month in enumerate(months_of(span_of(_today()))):
            rows.concerns(10 + 7 * place, month, living.amy, Purpose.WELFARE)
            rows.concerns(place, month, living.amy, Purpose.CHILD_PROTECTION)
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(living.school[GOVERNOR])
    walker.opens("/monitors/", "Does it work, and is it fair?")
    page.locator("summary", has_text="Concerns filed, by purpose: table by month").click()
    walker.sees("Does it work, and is it fair?", "It does not say", "hidden")
    walker.unfolds("Look at another time")
    page.get_by_label("Which twelve months?").select_option(label="The twelve months before those")
    page.locator("main").get_by_role("button").first.click()
    walker.sees("Does it work, and is it fair?")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save these figures for a spreadsheet").click()
    assert saved.value.suggested_filename == "counts.csv"


def _today() -> Any:
    from django.utils import timezone

    return timezone.localdate()


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_at_a_desk(plain_page: Any, live_server: Any) -> None:
    walk(plain_page, live_server.url, has_script=False)


def test_a_governor_reads_the_counts_on_a_phone(phone: Any, live_server: Any) -> None:
    reads_the_counts(phone, live_server.url)


def test_a_governor_reads_the_counts_without_script(plain_page: Any, live_server: Any) -> None:
    reads_the_counts(plain_page, live_server.url, has_script=False)
