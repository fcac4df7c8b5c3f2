"""A screener writes down that an item is wrong, the police put it right on a phone, an analyst looks at the decision again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.hubs import NAVIGATOR, SCREENER, SECOND_ANALYST
from tests.support.putting_right import RIGHT, WORDS, Righting, make_righting
from tests.support.travelling import carry_due
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
PACK, WRONG, ANSWER = "The pack: Robin Marsh", "Somebody says that this is wrong", "Check your answer"
RIGHTS, AGAIN = "Put right: Robin Marsh", "Look at the decision again: Robin Marsh"


def someone(page: Any, server: str, person: Any, *, has_script: bool) -> Walker:
    page.context.clear_cookies()
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(person)
    return walker


def writes_down(page: Any, screener: Walker, world: Righting) -> None:
    screener.opens(f"/hub/cases/{world.case_id}/pack/", PACK)
    screener.follows(WRONG, WRONG)
    screener.presses(
        "Keep it", WRONG, "There is a problem", "Choose who says it.", "Write what is wrong with it"
    )
    page.get_by_label("Anna Marsh").check()
    screener.types("What is wrong with it, and what is right?", WORDS)
    screener.presses("Keep it", RIGHTS, WORDS, "Waits for us")
    screener.follows("Send it to the agency", "Send it to the agency")
    screener.presses("Go on", "Check what the agency will read", "It asks nothing new about anybody.")
    screener.presses("Send it", RIGHTS, "Waits for the agency")
    carry_due(world.hub)


def puts_it_right(page: Any, navigator: Walker, world: Righting) -> None:
    navigator.opens("/questions/", "Questions to answer")
    navigator.presses("Open what is new", "Questions to answer", "Somebody says that it is wrong")
    navigator.follows(world.hub.name, WRONG)
    navigator.sees(WRONG, WORDS, "He was seen alone on the bridge at night.", "The law gives one month.")
    navigator.presses("Go on", WRONG, "There is a problem", "Choose what becomes of it.")
    page.get_by_label("It is wrong: put it right").check()
    navigator.types("What was wrong with it, or why does it stand?", "It was his cousin.")
    navigator.presses("Go on", "Write what is relevant")
    page.locator("#id_text").fill(RIGHT)
    navigator.presses("Keep this item", ANSWER, RIGHT)
    navigator.presses("Send this answer", "Answer sent")
    carry_due(world.police)


def looks_again(page: Any, analyst: Walker, world: Righting) -> None:
    analyst.opens("/hub/", "Contacts and cases")
    analyst.follows("Put right", "Put right")
    analyst.follows("Robin Marsh", AGAIN)
    analyst.sees(AGAIN, RIGHT, "Before, it said: He was seen alone on the bridge at night.")
    analyst.presses("Keep it", AGAIN, "There is a problem", "Choose whether it stands.", "Give the reasons.")
    page.get_by_label("It stands").check()
    analyst.types("Why?", "His mother asked for help, and that has not changed.")
    analyst.presses("Keep it", "Decided, and who was told", "Looked at again after something was put right")
    analyst.follows("What was put right, and where it went", RIGHTS)
    analyst.sees(RIGHTS, "that has not changed", "Send them the notice")
    analyst.follows(
        f"Send them the notice: {world.weighing.asking.school.name}",
        f"Tell {world.weighing.asking.school.name} that something was put right",
    )
    analyst.presses("Send the notice", RIGHTS)
    assert sum(one.package_id is not None for one in world.notices()) == 1


def walks(page: Any, server: str, *, has_script: bool = True) -> None:
    world = make_righting()
    writes_down(page, someone(page, server, world.hub[SCREENER], has_script=has_script), world)
    puts_it_right(page, someone(page, server, world.police[NAVIGATOR], has_script=has_script), world)
    screener = someone(page, server, world.hub[SCREENER], has_script=has_script)
    screener.opens(f"/hub/cases/{world.case_id}/asked/", "Asked about Robin Marsh")
    screener.presses("Take in what has come", "Answers taken in", "1 item")
    analyst = someone(page, server, world.hub[SECOND_ANALYST], has_script=has_script)
    looks_again(page, analyst, world)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walks(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walks(phone, live_server.url)
