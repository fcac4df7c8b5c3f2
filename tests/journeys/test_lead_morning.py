"""The lead at eight: what is dangerous first, each report dealt with, one decided with reasons and opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import Basis
from tests.personas import DEPUTY, HEADTEACHER, LEAD, SUPERVISOR, TEACHER, School, make_school
from tests.support import casework
from tests.support.reporting import add_child
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
DAY = timedelta(days=1)


class Morning:
    """A school in which five reports came in since yesterday."""

    def __init__(self) -> None:
        self.school: School = make_school()
        self.amy = add_child(self.school, "Amy", "Fairbairn")
        self.jack = add_child(self.school, "Jack", "Oduya", 4, "4B")
        casework.add_mother(self.school, self.amy)
        with self.school.transaction():
            teacher, dawn = self.school.actor(TEACHER), self.school.actor(SUPERVISOR)
            self.two = casework.report(
                teacher, [self.amy, self.jack], casework.said("Amy had a bruise on her arm."),
                casework.said("I pushed her", Basis.CHILD_SAID),
            )  # fmt: skip
            self.trifle = casework.report(dawn, [self.jack], casework.said("Jack forgot his lunch."))
            self.staff = casework.report(dawn, [self.jack], casework.said("Mr Dale shouted at him."))
            self.unknown = casework.report_unknown(dawn, "A boy with a red coat, perhaps in Year 4")
            self.danger = casework.report(
                dawn, [self.amy], casework.said("He is there again", Basis.CHILD_SAID), danger=True
            )


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    morning = Morning()
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(morning.school[LEAD])
    lead.opens("/desk/", "Desk")
    lead.sees("Desk", "5 things wait", "Danger now", "Name not known")
    assert page.locator("tbody th a").first.get_attribute("href") == f"/concerns/{morning.danger}/"
    reads_danger_and_gives_it_away(lead, morning)
    files_for_two_children(lead, morning)
    says_who_the_child_is(lead, morning)
    keeps_no_record(lead, morning.trifle)
    passes_on(lead, morning.staff)
    decides(lead)
    reads_what_the_headteacher_got(lead, morning)


def reads_danger_and_gives_it_away(lead: Walker, morning: Morning) -> None:
    lead.follows("Amy Fairbairn", "Report about Amy Fairbairn")
    lead.sees(
        "Report about Amy Fairbairn",
        "The reporter says that the child is not safe now",
        "“He is there again”",
    )
    lead.page.get_by_label("Who has it?").select_option(label=DEPUTY.name)
    lead.presses("Save who has it", "Report about Amy Fairbairn", DEPUTY.name)
    lead.follows("Write a short reply", "Answer the reporter")
    lead.presses("Send the reply", "Answer the reporter", "Write your reply.")
    lead.types("Your reply", "Thank you. Stay with her, we are coming.")
    lead.presses("Send the reply", "Report about Amy Fairbairn", "You answered: Thank you. Stay with her")


def files_for_two_children(lead: Walker, morning: Morning) -> None:
    page, title = lead.page, "Report about Amy Fairbairn and Jack Oduya"
    lead.opens(f"/concerns/{morning.two}/", title)
    lead.presses("File it", title, "Choose a file for Jack Oduya, or say that no entry is needed.")
    amy, jack = (page.get_by_role("group", name=name, exact=True) for name in ("Amy Fairbairn", "Jack Oduya"))
    amy.get_by_label("Child protection file").check()
    amy.get_by_label("Seen or heard: Amy had a bruise on her arm.").check()
    amy.locator("summary", has_text="Themes").click()
    amy.locator(".govuk-details input[type=checkbox]").first.check()
    amy.locator("summary", has_text="Something to do now").click()
    amy.get_by_label("What is to be done now?").fill("Call her mother")
    lead.presses("File it", title, "Say who does it.", "Say by when it is to be done.")
    assert amy.get_by_label("What is to be done now?").input_value() == "Call her mother"
    amy.get_by_label("Who does it?").select_option(label=LEAD.name)
    _due(amy.get_by_role("group", name="By when?"), timezone.localdate() + DAY)
    decides_about_the_mother_at_once(lead, amy)
    jack.get_by_label("Behaviour file").check()
    jack.get_by_label("The child said: “I pushed her”").check()
    lead.presses("File it", "Filed", "Decide the concern about Amy Fairbairn")
    lead.follows("Open the entry about Jack Oduya", "Concern about Jack Oduya")
    lead.sees("Concern about Jack Oduya", "“I pushed her”", "Behaviour")
    assert "bruise" not in page.locator("main").inner_text()
    lead.opens("/desk/?waiting=ACTION", "Desk")
    lead.sees("Desk", "1 thing waits", LEAD.name)


def decides_about_the_mother_at_once(lead: Walker, amy: Any) -> None:
    """The child herself is left open: she waits at the family desk."""
    amy.locator("summary", has_text="Who in the family sees this?").click()
    mother = amy.get_by_role("group", name="Does Rosa Fairbairn (mother) see it?")
    mother.get_by_label("Share after we have talked").check()
    lead.presses(
        "File it", "Report about Amy Fairbairn and Jack Oduya",
        "Say by which day somebody talks with Rosa Fairbairn (mother).",
    )  # fmt: skip
    assert amy.get_by_label("What is to be done now?").input_value() == "Call her mother"
    _due(mother.get_by_role("group", name="Talk with them by"), timezone.localdate() + DAY)


def _due(where: Any, day: Any) -> None:
    for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        where.get_by_label(name, exact=True).fill(str(value))


def says_who_the_child_is(lead: Walker, morning: Morning) -> None:
    lead.opens(f"/concerns/{morning.unknown}/", "Report about a child whose name is not known")
    lead.sees(
        "Report about a child whose name is not known",
        "A boy with a red coat",
        "Say who the child is before you file",
    )
    lead.follows("Say who the child is", "Who is the child?")
    lead.types("Name, year or class", "Zz")
    lead.presses("Find", "Who is the child?", "No child found")
    lead.types("Name, year or class", "Year 4")
    lead.presses("Find", "Who is the child?", "Jack Oduya")
    lead.presses("This is the child", "Who is the child?", "Choose the child from the list")
    lead.page.get_by_label("Jack Oduya").check()
    lead.presses("This is the child", "Report about Jack Oduya", "Which file does this go into?")


def keeps_no_record(lead: Walker, concern: UUID) -> None:
    lead.opens(f"/concerns/{concern}/", "Report about Jack Oduya")
    lead.follows("Talked, no record needed", "Talked, no record needed")
    lead.follows("Go back and keep it", "Report about Jack Oduya")
    lead.follows("Talked, no record needed", "Talked, no record needed")
    lead.presses("Destroy the text", "Desk")
    lead.page.goto(f"{lead.server}/concerns/{concern}/")
    assert "forgot his lunch" not in lead.page.content()
    lead.said.clear()  # the browser's own line about the 404


def passes_on(lead: Walker, concern: UUID) -> None:
    lead.opens(f"/concerns/{concern}/", "Report about Jack Oduya")
    lead.follows("It is about a member of staff", "Pass it to the headteacher")
    lead.presses("Pass it to the headteacher", "Desk")
    lead.page.goto(f"{lead.server}/concerns/{concern}/")
    assert "Mr Dale" not in lead.page.content()
    lead.said.clear()


def decides(lead: Walker) -> None:
    page, title = lead.page, "Decide a concern about Amy Fairbairn"
    today = timezone.localdate()
    lead.opens("/desk/?waiting=DECISION", "Desk")
    lead.follows("Amy Fairbairn", title)
    page.get_by_label("Your reasons").fill("It fits what both children say.")
    lead.presses(
        "Decide and close", title, "This cannot close yet", "Choose what this turned out to be.",
        "Write what the child said or wants, or why you do not know it.",
        "Choose the day, after today, on which this is looked at again.",
        "Decide whether Amy Fairbairn (the child) sees this.",
    )  # fmt: skip
    assert page.get_by_label("Your reasons").input_value() == "It fits what both children say."
    page.get_by_label("Partly substantiated").check()
    page.get_by_label("What did the child say, or what do they want?").fill("He pushed me")
    mother = page.get_by_role("group", name="Does Rosa Fairbairn (mother) see it?")
    mother.get_by_label("Hold back").check()
    lead.presses(
        "Decide and close", title, "Choose the ground for holding this back from Rosa Fairbairn (mother)."
    )
    mother.get_by_label("Ground for holding back").select_option(index=1)
    _due(mother.get_by_role("group", name="Look at holding back again on"), today + 3 * DAY)
    mother.get_by_label("Who else agreed to hold it back?").select_option(index=1)
    page.get_by_role("group", name="Does Amy Fairbairn (the child) see it?").get_by_label("Share now").check()
    lead.writes_day("When is this looked at again?", today + 60 * DAY)
    lead.presses(
        "Decide and close",
        "Who sees this: concern about Amy Fairbairn",
        "Held back since",
        "Not shown yet: look at the preview",
    )
    lead.follows("The entry", "Concern about Amy Fairbairn")
    lead.sees(
        "Concern about Amy Fairbairn",
        "decided: partly substantiated",
        "He pushed me",
        "It fits what both children say.",
    )
    lead.follows("Reopen with a reason", "Reopen a concern about Amy Fairbairn")
    lead.presses("Reopen", "Reopen a concern about Amy Fairbairn", "Write why you reopen it.")
    lead.types("Why do you reopen it?", "The nurse saw another bruise.")
    lead.presses("Reopen", "Concern about Amy Fairbairn", "The nurse saw another bruise.", "He pushed me")


def reads_what_the_headteacher_got(walker: Walker, morning: Morning) -> None:
    walker.signs_in(morning.school[HEADTEACHER])
    walker.opens("/staff-concerns/", "Concerns about staff")
    walker.page.get_by_role("link", name="Reported").click()
    walker.page.get_by_text("Mr Dale shouted at him.").wait_for()
    walker.sees(walker.page.get_by_role("heading", level=1).inner_text(), "Mr Dale shouted at him.")
    assert walker.page.goto(f"{walker.server}/concerns/{morning.two}/").status == 403


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
