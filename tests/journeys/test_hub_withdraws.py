"""A hub takes a question back and the navigator reads it; somebody disagrees with the rating, and it climbs its ladder."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import Asking, item, make_asking
from tests.support.hubs import HUB_MANAGER, NAVIGATOR, SCREENER
from tests.support.travelling import carry_due
from tests.support.walking import Walker
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
ASKED, QUESTIONS, WITHDRAWN = (
    "Asked about Robin Marsh",
    "Questions to answer",
    "Withdrawn: you need not answer",
)
REASON = "The family has moved away and another hub asks now."
ALL, NEW, NOTE = "Disagreements", "Note that somebody disagrees", "Write down a strategy discussion"


def takes_back(page: Any, server: str, world: Asking, has_script: bool) -> None:
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(world.hub[SCREENER])
    screener.opens(f"/hub/cases/{world.case_id}/asked/", ASKED)
    screener.sees(ASKED, "Still asked, though no longer needed")
    title = f"Withdraw the question to {world.police.name}"
    screener.follows(title, title)
    screener.presses("Withdraw it", title, "There is a problem", "Say why you take it back.")
    screener.types("Why do you take it back?", REASON)
    screener.presses("Withdraw it", ASKED, "Withdrawn")


def withdraws(page: Any, server: str, *, has_script: bool = True) -> None:
    """The gate is narrowed, the question lies outside it, the navigator hears that there is nothing to answer."""
    world = make_asking()
    world.agree(world.police)
    world.open_gate()
    world.ask(world.police)
    world.write(world.police, world.open_at(world.police), item())
    world.open_gate(persons=world.persons("Robin Marsh"))
    takes_back(page, server, world, has_script)
    carry_due(world.hub)
    navigator = Walker(page, server, has_script=has_script)
    navigator.signs_in(world.police[NAVIGATOR])
    navigator.opens("/questions/", QUESTIONS)
    navigator.follows(world.hub.name, "A question about Robin Marsh")
    navigator.follows("Go on with it", "Check your answer")
    navigator.presses("Send this answer", WITHDRAWN, REASON, "ring the hub or 999 all the same")
    navigator.follows(QUESTIONS, QUESTIONS)
    navigator.sees(QUESTIONS, "No question waits")
    navigator.opens("/questions/answered/", "Questions that are over")
    navigator.follows(world.hub.name, "A question that was withdrawn")
    navigator.sees("A question that was withdrawn", "you need not answer", "Nothing else is kept here")


def climbs(page: Any, server: str, world: Weighing, has_script: bool) -> None:
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(world.asking.hub[SCREENER])
    screener.opens(f"/hub/cases/{world.case_id}/", "Robin Marsh")
    screener.follows(ALL, ALL)
    screener.presses(NEW, NEW)
    screener.presses("Note it", NEW, "There is a problem", "Choose what they disagree with.")
    page.get_by_label("The rating").check()
    page.get_by_label("Whoever told the hub").check()
    screener.types("Who is it, with their role?", "Amira Khan, safeguarding lead")
    screener.types("What do they disagree with, and what do they expect?", "It should be red.")
    screener.presses("Note it", ALL, "It should be red.", "A manager of the hub answers by", "Open")
    screener.opens("/hub/", "Contacts and cases")
    screener.sees("Contacts and cases", "Waits for somebody", "Disagreement about the rating")
    screener.opens(f"/hub/cases/{world.case_id}/disagreements/", ALL)
    screener.follows("They answered, or did not: take it further", "Take it further")
    screener.types("Who answered, or should have, with their role?", "Marta Kowal, hub manager")
    screener.types("What did they answer, and why does it go further?", "She thinks that amber is right.")
    screener.presses("Take it further", ALL, "She thinks that amber is right.", "The service manager")


def disagrees(page: Any, server: str, *, has_script: bool = True) -> None:
    """Noted, on the board, taken further, settled by somebody who did not rate it; then a discussion is written down."""
    world = make_weighing()
    climbs(page, server, world, has_script)
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(world.asking.hub[HUB_MANAGER])
    manager.opens(f"/hub/cases/{world.case_id}/disagreements/", ALL)
    manager.follows("It is settled", "It is settled")
    page.get_by_label("It was changed").check()
    manager.types("Who settled it, with their role?", "The service manager")
    manager.types("What was agreed, and what changes because of it?", "A strategy discussion is held today.")
    manager.presses("Note how it ended", ALL, "A strategy discussion is held today.", "It was changed")
    manager.opens(f"/hub/cases/{world.case_id}/discussions/", "Strategy discussions")
    manager.presses("Write down a discussion", NOTE)
    manager.presses("Keep this discussion", NOTE, "There is a problem", "Write what was decided.")
    manager.types("At what time?", "0.01")
    for row, (name, place) in enumerate((("Ruth Osei", "Social care"), ("Joan Pike", "Police"))):
        page.locator(f"#id_present-{row}-name").fill(name)
        page.locator(f"#id_present-{row}-organisation").fill(place)
        page.locator(f"#id_present-{row}-role").fill("Manager")
    page.locator("[name=present-1-knew]").first.check()
    manager.types("What was decided?", "A section 47 enquiry begins.")
    manager.types("Who decided it?", "Ruth Osei")
    manager.presses(
        "Keep this discussion",
        "Strategy discussions",
        "Joan Pike, Manager, Police",
        "seen alone on the bridge",
    )


WALKS = [withdraws, disagrees]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_desk(page: Any, live_server: Any, walk: Any) -> None:
    walk(page, live_server.url)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_phone(phone: Any, live_server: Any, walk: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    withdraws(plain_phone, live_server.url, has_script=False)
