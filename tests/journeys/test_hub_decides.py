"""An analyst weighs what came back, a manager decides, everybody who must hear is told, and the case is closed."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.hub.vocabulary import CaseState
from tests.support.asking import MOTHER, STRANGER
from tests.support.hubs import ANALYST, HUB_MANAGER, NAVIGATOR
from tests.support.travelling import carry_due
from tests.support.walking import Walker
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
PACK, WEIGH, TOLD = "The pack: Robin Marsh", "What it comes to", "Decided, and who was told"


def weighs(page: Any, server: str, world: Weighing, *, has_script: bool) -> None:
    analyst = Walker(page, server, has_script=has_script)
    analyst.signs_in(world.asking.hub[ANALYST])
    analyst.opens(f"/hub/cases/{world.case_id}/pack/", PACK)
    analyst.sees(PACK, "What each agency told of", "1 × fact", "was not asked.", "Nobody has weighed it yet.")
    analyst.presses("Write what it comes to", WEIGH)
    analyst.presses(
        "Save what it comes to", WEIGH, "There is a problem", "Write what speaks against what you think."
    )
    analyst.types("What is going well?", "His grandmother is there every day.")
    analyst.types("What do you not know, and whom have you not asked?", "Nobody has asked the father.")
    analyst.types("What does the child say, or what would the child say?", "That he is tired.")
    analyst.types("What speaks against what you think?", "He climbs; he may have fallen.")
    analyst.types("What does it come to?", "He needs help now.")
    page.get_by_label(f"{world.asking.police.name}, fact").check()
    analyst.presses("Save what it comes to", PACK, "He climbs; he may have fallen.", "Version 1")


def tells(manager: Walker, page: Any, world: Weighing) -> None:
    for name in ("Robin Marsh", MOTHER, STRANGER):
        manager.follows(name, f"Tell {name}")
        page.get_by_label("In a talk").check()
        manager.types("What was said?", "What was decided, and how to see and answer it.")
        manager.presses("Note it", TOLD, "What was decided, and how to see and answer it.")
    for one in (world.asking.school, world.asking.police, world.asking.health):
        manager.follows(one.name, f"Send the outcome to {one.name}")
        manager.sees(f"Send the outcome to {one.name}", "nothing of the pack")
        manager.presses("Send it", TOLD, "As a sealed package")


def decides(page: Any, server: str, *, has_script: bool = True) -> None:
    """From the pack to a closed case."""
    world = make_weighing()
    weighs(page, server, world, has_script=has_script)
    page.context.clear_cookies()
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(world.asking.hub[HUB_MANAGER])
    manager.opens(f"/hub/cases/{world.case_id}/", "Robin Marsh")
    manager.follows("Decide", "Decide: Robin Marsh")
    manager.presses(
        "Decide", "Decide: Robin Marsh", "There is a problem", "Choose what is decided.", "Give the reasons."
    )
    page.get_by_label("Assessment of a child in need (section 17)").check()
    manager.types("Why?", "He is out at night and his family wants help.")
    manager.presses("Decide", TOLD, "Assessment of a child in need: by", "Still to be told")
    tells(manager, page, world)
    manager.presses("Everybody has heard: close the case", "Robin Marsh", "Closed")
    assert world.state() is CaseState.CLOSED
    manager.follows("The pack: what came back, and what it comes to", "This case is closed")
    page.get_by_label("Somebody complained").check()
    manager.presses("Read the pack", PACK, "He climbs; he may have fallen.")
    an_agency_reads_it(page, server, world, has_script=has_script)


def an_agency_reads_it(page: Any, server: str, world: Weighing, *, has_script: bool) -> None:
    """Health answered that nothing was relevant, and hears what was decided."""
    carry_due(world.asking.hub)
    page.context.clear_cookies()
    navigator = Walker(page, server, has_script=has_script)
    navigator.signs_in(world.asking.health[NAVIGATOR])
    navigator.opens("/questions/", "Questions to answer")
    navigator.follows("What hubs decided", "What hubs decided")
    navigator.follows(world.asking.hub.name, f"Outcome from {world.asking.hub.name}")
    navigator.presses("We have noted it", "What hubs decided", "Nothing waits")


def test_on_a_desk(page: Any, live_server: Any) -> None:
    decides(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    decides(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    decides(plain_phone, live_server.url, has_script=False)
