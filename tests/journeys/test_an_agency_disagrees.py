"""An agency disagrees with what a hub decided; the hub takes it in and settles it; the agency reads how it ended."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.hub.decisions.vocabulary import Whom
from tests.support.hubs import NAVIGATOR, SCREENER, SECOND_ANALYST
from tests.support.travelling import carry_due
from tests.support.walking import Walker
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
OURS, AGAIN = "We disagree with what was decided", "Read it again before you send it"
WORDS = "He is not safe at night. We expect a strategy discussion."


def decided() -> Weighing:
    """Decided, the family told, and the outcome at the door of the health service."""
    world = make_weighing()
    world.weigh()
    world.decide()
    world.tell_family()
    for one in world.waiting():
        if one.whom is Whom.AGENCY:
            world.send(one)
    carry_due(world.asking.hub)
    return world


def disagrees(navigator: Walker) -> None:
    navigator.opens("/questions/told/", "What hubs decided")
    navigator._clicks(navigator.page.locator("main table a").first)
    navigator.page.get_by_role("heading", name="If you disagree").wait_for()
    navigator.follows(OURS, OURS)
    navigator.presses(
        "Go on", OURS, "There is a problem", "Write what you disagree with, and what you expect."
    )
    navigator.types("What do you disagree with, and what do you expect?", WORDS)
    navigator.presses("Go on", AGAIN, WORDS, "sealed")
    navigator.presses("Change it", OURS)
    navigator.presses("Go on", AGAIN, WORDS)
    navigator.presses("Send it", "You told them that you disagree", "Their clock begins when it arrives")


def takes_in(screener: Walker, world: Weighing) -> None:
    screener.opens(f"/hub/cases/{world.case_id}/disagreements/", "Disagreements")
    screener.opens("/hub/", "Contacts and cases")
    screener.presses("Take in what has come", "Answers taken in", "about something else")
    screener.opens(f"/hub/cases/{world.case_id}/disagreements/", "Disagreements")
    screener.sees("Disagreements", "An agency disagrees with what was decided, by a sealed letter", WORDS)


def settles(analyst: Walker, page: Any, world: Weighing) -> None:
    analyst.opens(f"/hub/cases/{world.case_id}/disagreements/", "Disagreements")
    analyst.follows("It is settled", "It is settled")
    page.get_by_label("It stands", exact=True).check()
    analyst.types("Who settled it, with their role?", "Imani Cole, analyst")
    analyst.types("What was agreed, and what changes because of it?", "We talked about it for an hour.")
    analyst.presses(
        "Note how it ended, and send it", "It is settled", "Write what they read: how it ended, and why."
    )
    analyst.types("What do they read?", "Somebody is with him at night now.")
    analyst.presses("Note how it ended, and send it", "Disagreements")
    carry_due(world.asking.hub)


def reads(navigator: Walker) -> None:
    navigator.opens("/questions/told/", "What hubs decided")
    navigator._clicks(navigator.page.locator("main table a").last)
    text = navigator.page.locator("main").inner_text()
    assert "Somebody is with him at night now." in text and "for an hour" not in text
    assert OURS not in text


def walks(page: Any, server: str, *, has_script: bool = True) -> None:
    world, walker = decided(), Walker(page, server, has_script=has_script)
    health, hub = world.asking.health, world.asking.hub
    walker.signs_in(health[NAVIGATOR])
    disagrees(walker)
    carry_due(health)
    walker.signs_in(hub[SCREENER])
    takes_in(walker, world)
    walker.signs_in(hub[SECOND_ANALYST])
    settles(walker, page, world)
    walker.signs_in(health[NAVIGATOR])
    reads(walker)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walks(page, live_server.url)


def test_on_a_phone_without_script(plain_phone: Any, live_server: Any) -> None:
    walks(plain_phone, live_server.url, has_script=False)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walks(phone, live_server.url)
