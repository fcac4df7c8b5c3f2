"""Another period: the data protection officer proposes it and sees what it would do, the headteacher approves and ends it."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.kernel.vocabulary import Purpose
from tests.personas import DPO, HEADTEACHER
from tests.support.living import Living, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
BEHAVIOUR = "Another period: Behaviour"


def a_school() -> Living:
    living = make_living()
    for _ in range(2):
        living.file(living.report(), Purpose.BEHAVIOUR)
    return living


def years(walker: Walker, part: str, number: int) -> None:
    walker.page.locator(f"#id_{part}-0-years").fill(str(number))
    walker.page.locator(f"#id_{part}-0-months").fill("0")


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = a_school()
    walker = Walker(page, server, has_script=has_script)
    proposes(walker, living)
    approves_and_ends(walker, living)


def proposes(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[DPO])
    walker.opens("/retention/schedule/", "How long things are kept")
    walker.follows("Behaviour", "Behaviour")
    walker.presses("Propose another period", "Propose another period")
    years(walker, "review", 4)
    years(walker, "destroy", 3)
    walker.presses(
        "See what it would do", "Propose another period", "There is a problem",
        "It must be looked at again before it is destroyed",
        "Say why your organisation needs another period.",
    )  # fmt: skip
    years(walker, "review", 2)
    walker.page.locator("#id_reason").fill("Claims about exclusions may come that late.")
    walker.presses(
        "See what it would do", "What it would do", "This leaves the guidance", "2 records in 1 file", "no rule is published"
    )  # fmt: skip
    walker.presses("Change something", "Propose another period")
    walker.presses("See what it would do", "What it would do")
    walker.presses("Propose it", BEHAVIOUR, "Somebody other than Esther Nwosu has to approve it")


def approves_and_ends(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[HEADTEACHER])
    walker.opens("/retention/schedule/", "How long things are kept")
    walker.page.get_by_role("main").get_by_role("link", name="Behaviour", exact=True).first.click()
    walker.sees(BEHAVIOUR, "Claims about exclusions")
    walker.presses(
        "Approve it", "Behaviour", "Every date of this class was counted anew", "3 years after the child left"
    )
    walker.follows("See your own period, or end it", BEHAVIOUR)
    walker.presses("End it and go back to the schedule", "Behaviour", "Ended. Every date")


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
