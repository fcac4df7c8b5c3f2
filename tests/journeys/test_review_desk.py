"""The end of term: a lead decides thirty alike concerns, a colleague agrees with what needs two people."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.files.models import Entry
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.models import Destruction
from tests.personas import DEPUTY, LEAD
from tests.support.due import due, night
from tests.support.living import Living, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
MANY = 30
NAME = "Welfare: Welfare and early help (no further action)"


def a_school(count: int) -> Living:
    living = make_living()
    for place in range(count):
        due(living, purpose=Purpose.WELFARE, child=(living.amy, living.jack)[place % 2])
    living.ids["serious"] = due(living, Outcome.SUBSTANTIATED)
    return living


def walk(page: Any, server: str, *, count: int, has_script: bool = True) -> None:
    living = a_school(count)
    walker = Walker(page, server, has_script=has_script)
    decides_alike_ones_together(walker, living, count)
    decides_a_serious_one_by_itself(walker, living)
    agrees_as_the_second_person(walker, living)
    night(living)
    with living.school.transaction():
        assert not Entry.objects.filter(rule_id="welfare").exists()
        assert Destruction.objects.filter(second_by=living.school[DEPUTY].membership_id).count() == 1


def decides_alike_ones_together(walker: Walker, living: Living, count: int) -> None:
    page = walker.page
    walker.signs_in(living.school[LEAD])
    walker.opens("/", "What needs me")
    walker.follows("The review desk", "Review desk")
    walker.sees("Review desk", f"{count + 1} entries are due now", "The next twelve months")
    walker.follows("Welfare and early help (no further action)", "Welfare and early help (no further action)")
    walker.presses(
        "Continue",
        "Welfare and early help (no further action)",
        "There is a problem",
        "Tick at least one entry.",
    )
    walker.follows("Tick everything on this page", "Welfare and early help (no further action)")
    page.get_by_label("Destroy", exact=True).check()
    walker.types("Why?", "The help has ended and nothing in them is needed.")
    walker.presses(
        "Continue",
        "Check what will happen",
        f"{count} entries of 2 children will be destroyed",
        "Nothing happens now.",
    )
    walker.presses("Decide this", "Decided: destroy", f"{count} waiting for the day")


def decides_a_serious_one_by_itself(walker: Walker, living: Living) -> None:
    page, title = walker.page, "Child protection, harm substantiated (substantiated)"
    walker.opens("/retention/", "Review desk")
    walker.follows(title, title)
    walker.follows("Open", "Concern about Amy Fairbairn")
    walker.follows("Decide how long this is kept", "How long is this entry kept?")
    page.get_by_label("Destroy", exact=True).check()
    walker.types("Why?", "Two records of the same day; the other one stays.")
    walker.presses("Continue", "Check what will happen", "1 of them waits for a second person")
    walker.presses("Decide this", "Decided: destroy", "Another lead must agree")


def agrees_as_the_second_person(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[DEPUTY])
    walker.opens("/retention/", "Review desk")
    walker.sees("Review desk", "1 decision waits for a second person")
    walker.page.locator("main").get_by_role("link", name="Destroy").first.click()
    walker.sees("Decided: destroy", "Two records of the same day")
    walker.presses("I agree", "Decided: destroy", "There is a problem", "you have not opened")
    walker.follows("Amy Fairbairn: Concern", "Concern about Amy Fairbairn")
    walker.opens("/retention/", "Review desk")
    walker.page.locator("main").get_by_role("link", name="Destroy").first.click()
    walker.presses("I agree", "Decided: destroy", "Second person", "waiting for the day")


def test_at_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url, count=MANY)


def test_on_a_phone_without_script(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, count=2, has_script=False)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url, count=2)
