"""Somebody asks what the hub holds: found, gathered, the police asked, decided by two, answered; on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.hubs import HUB_MANAGER, HUB_OFFICER, NAVIGATOR
from tests.support.travelling import carry_due
from tests.support.walking import Walker
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
REQUEST, PASSAGES, WHOM = "Request R-1", "Passages of request R-1", "Whom is it about?"
ASKED = "Somebody asks to see what you told the hub"
ITEM = "what an agency answered"


def notes(officer: Walker, page: Any) -> None:
    officer.opens("/requests/hub/", "Requests to see what the hub holds")
    officer.sees("Requests to see what the hub holds", "No request")
    officer.presses("Somebody asks", "Somebody asks what the hub holds")
    officer.presses("Note the request", "Somebody asks what the hub holds", "Write who asks.")
    officer.types("Who asks?", "Anna Marsh")
    officer.types("What did they ask, in their own words?", "What do you have about my son?")
    page.get_by_label("By letter").check()
    officer.presses("Note the request", REQUEST, "Anna Marsh", "What do you have about my son?")
    officer.presses("Settle who asks", "Who asks?")
    page.get_by_label("Yes, we know them. They are not asked again").check()
    officer.presses("Go on", REQUEST)
    officer.presses("Settle whose right it is", "Whose right is it?")
    page.get_by_label("They ask for a child who does not understand it yet").check()
    officer.types("How do you know?", "She has parental responsibility; he is eleven and was asked.")
    officer.presses("Go on", REQUEST, "Find whom it is about")
    officer.presses("Find them", WHOM)
    officer.types("Their whole name", "Robin Marsh")
    officer.presses("Find", WHOM, "Robin Marsh")
    officer._clicks(page.locator("main").get_by_role("button", name="This is them").first)
    officer.sees(WHOM, "Confirmed")
    officer.follows("Request R-1", REQUEST)
    officer.sees(REQUEST, "A hub manager gathers")


def asks_police(manager: Walker, world: Weighing) -> None:
    manager.opens("/requests/hub/", "Requests to see what the hub holds")
    manager.follows("R-1", REQUEST)
    manager.presses("Gather now", PASSAGES, "Eastmere Police")
    manager.follows("Ask Eastmere Police", "Ask Eastmere Police")
    manager.sees("Ask Eastmere Police", "No word of a passage goes")
    manager.presses("Send the question", PASSAGES, "Asked, by")
    carry_due(world.asking.hub)


def says(navigator: Walker, page: Any, world: Weighing) -> None:
    navigator.opens("/questions/", "Questions to answer")
    navigator.presses("Open what is new", "Questions to answer", "Somebody asks to see what you told the hub")
    navigator.follows("Eastmere Safeguarding Hub", ASKED)
    navigator.sees(ASKED, "He was seen alone on the bridge at night.")
    page.get_by_label("It should be held back", exact=True).check()
    navigator.presses("Send what we think", ASKED, "There is a problem", "Write why, for whoever decides.")
    page.get_by_label("If it should be held back: the reason that the law gives").select_option("crime")
    navigator.types("Why, and which part", "Somebody is looked for.")
    navigator.presses("Send what we think", "Sent: what you think")
    carry_due(world.asking.police)


def decides(manager: Walker, page: Any) -> None:
    manager.opens("/requests/hub/", "Requests to see what the hub holds")
    manager.follows("R-1", REQUEST)
    manager.presses("Take in what has come", "Answers taken in", "stands there")
    manager.opens("/requests/hub/", "Requests to see what the hub holds")
    manager.follows("R-1", REQUEST)
    manager._clicks(page.locator("main").get_by_role("button", name="Go on with the passages"))
    manager.sees(page.locator("h1").inner_text(), "Written by", "How it is known")
    for _ in range(60):
        if ITEM in page.locator("h1").inner_text():
            holds_back(manager, page)
        elif page.get_by_role("button", name="Show it", exact=True).count():
            manager._clicks(page.get_by_role("button", name="Show it", exact=True))
        if page.locator("h1").inner_text() == REQUEST:
            break
    manager.sees(REQUEST, "waits for a second person")


def holds_back(manager: Walker, page: Any) -> None:
    manager.sees(page.locator("h1").inner_text(), "It should be held back", "Somebody is looked for.")
    page.get_by_label("Hold all of it back").check()
    page.get_by_label("The reason that the law gives").select_option("child_abuse_data")
    manager.types("Why it applies to this passage", "It is not best for him that she reads it now.")
    manager._clicks(page.get_by_role("button", name="Decide and go on", exact=True))


def answers(officer: Walker, page: Any) -> None:
    officer.opens("/requests/hub/", "Requests to see what the hub holds")
    officer.follows("R-1", REQUEST)
    officer.presses("See the passages", PASSAGES)
    officer._clicks(page.get_by_role("row", name="Waits for a second person").get_by_role("link").first)
    officer.sees(page.locator("h1").inner_text(), "It is not best for him that she reads it now.")
    officer.presses("I agree that it is left out", PASSAGES, "Held back")
    officer.follows("Request R-1", REQUEST)
    officer.presses("Make the answer", "Answer to request R-1")
    officer.presses("Make the answer", "Answer to request R-1", "It is sealed here until somebody takes it")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save it for printing").click()
    assert saved.value.suggested_filename == "R-1.pdf"
    page.get_by_label("Printed and handed over").check()
    officer.presses("Note that it went", REQUEST, "The answer went.")
    officer.presses("Close the request", "Answer to request R-1")
    officer.presses("Close the request", REQUEST, "This request is closed.")


def walks(page: Any, server: str, *, has_script: bool = True) -> None:
    world = make_weighing()
    world.weigh()
    world.decide()
    walker, hub = Walker(page, server, has_script=has_script), world.asking.hub
    walker.signs_in(hub[HUB_OFFICER])
    notes(walker, page)
    walker.signs_in(hub[HUB_MANAGER])
    asks_police(walker, world)
    walker.signs_in(world.asking.police[NAVIGATOR])
    says(walker, page, world)
    walker.signs_in(hub[HUB_MANAGER])
    decides(walker, page)
    walker.signs_in(hub[HUB_OFFICER])
    answers(walker, page)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walks(page, live_server.url)


def test_on_a_phone_without_script(plain_phone: Any, live_server: Any) -> None:
    walks(plain_phone, live_server.url, has_script=False)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walks(phone, live_server.url)
