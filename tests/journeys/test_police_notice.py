"""Operation Encompass: police attended at night; the school's lead has read it before the child comes in. Desk and phone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import OrganisationKind
from fairward.people.actions import add_child as put_on_roll
from fairward.people.identity import ChildIdentity
from tests.personas import ADMINISTRATOR, LEAD, TEACHER, School, make_school
from tests.support.hubs import NAVIGATOR, connect, make_agency
from tests.support.travelling import carry_due
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
TELL, CHECK, TOLD = (
    "Tell a school that police attended",
    "Read it through before it goes",
    "What schools were told",
)
NOTICE = "Notification from Eastmere Police"
SHOUTED = "Neighbours rang: shouting and things thrown. The father was taken away."
ASTHMA = "She has asthma and left without her inhaler."


def at_night(officer: Walker, school: School) -> None:
    """An officer at the end of a shift writes the least that helps, reads it through, and it goes."""
    page, day = officer.page, timezone.localdate() - timedelta(days=1)
    page.goto(officer.server + "/")
    officer.follows(TELL, TELL)
    officer.presses(
        "Read it through", TELL, "There is a problem", "Choose the school.", "Write the police reference."
    )
    page.get_by_label("Which school?").select_option(label=school.name)
    officer.types("The child’s name", "Ivy Stone")
    officer.writes_day("Date of birth", date(2017, 5, 14))
    page.get_by_label("Saw or heard it").check()
    officer.types("Police reference", "WP-4411-26")
    officer.writes_day("On which day did police attend?", day)
    officer.types("At what time?", "23:20")
    officer.types("What happened, in short", SHOUTED)
    officer.types("Anything else that matters for the child’s safety", ASTHMA)
    page.get_by_role("group", name="Do the parents know").get_by_label("Yes", exact=True).check()
    officer.presses("Read it through", TELL, "There is a problem", "Tick each question whose answer is yes.")
    assert page.get_by_label("What happened, in short").input_value() == SHOUTED
    for one in page.get_by_role("group", name="Before it goes").get_by_role("checkbox").all():
        one.check()
    officer.presses("Read it through", CHECK, f"To {school.name}", "It is due before", SHOUTED, ASTHMA)
    officer.presses("Change it", TELL)
    officer.presses("Read it through", CHECK, "before you have spoken with us")
    officer.presses("Send it", TOLD, school.name)
    assert "Ivy" not in page.locator("main").inner_text()


def before_school(lead: Walker) -> None:
    """First thing on the lead's page; opened, read, and the child found."""
    page = lead.page
    lead.opens("/", "What needs me")
    lead.sees("What needs me", "Somebody tells you of a child", "Read it before the child comes in")
    assert "Ivy" not in page.locator("main").inner_text()
    lead.follows("Open it", "What has arrived")
    lead.follows(NOTICE, NOTICE)
    lead.presses("Open it", NOTICE, "Nothing of this is in a file yet")
    lead.follows("Read all of it", NOTICE)
    lead.sees(NOTICE, "Ivy Stone", SHOUTED, ASTHMA, "WP-4411-26", "before you have spoken with us")
    page.go_back()
    lead.follows("Say which child here it is about", "Which child is it?")
    lead.sees(
        "Which child is it?",
        "Ivy Stone, Year 4, 4B, born 14 May 2017: the same name and the same date of birth",
    )
    page.get_by_label("Ivy Stone, Year 4, 4B", exact=False).first.check()
    lead.presses("Go on", NOTICE, "Ivy Stone")
    lead.opens("/", "What needs me")
    assert "Read it before the child comes in" not in page.locator("main").inner_text()


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    police, school = make_agency(OrganisationKind.POLICE), make_school()
    connect(police, school)
    with school.transaction():
        ivy = ChildIdentity("Ivy", "Stone", born_on=date(2017, 5, 14), class_name="4B")
        put_on_roll(by=school.actor(ADMINISTRATOR), identity=ivy, year_group=4)
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(police[NAVIGATOR])
    at_night(walker, school)
    carry_due(police)
    walker.signs_in(school[TEACHER])
    walker.opens("/", "What needs me")
    assert "Somebody tells you" not in page.locator("main").inner_text()
    walker.signs_in(school[LEAD])
    before_school(walker)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script(plain_page: Any, live_server: Any) -> None:
    walk(plain_page, live_server.url, has_script=False)
