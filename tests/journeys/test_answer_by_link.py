"""Somebody without an account opens a link on a phone with the code that they were told, and answers once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import make_asking
from tests.support.hubs import SCREENER
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
DOOR, ASKED = "A question from a safeguarding hub", "A question about Robin Marsh"


def answers_by_link(page: Any, server: str, *, has_script: bool = True) -> None:
    """A screener makes the link; the code opens it; known to us; gone."""
    world = make_asking()
    world.agree(world.police)
    world.open_gate()
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(world.hub[SCREENER])
    screener.opens(f"/hub/cases/{world.case_id}/asked/link/", "Ask somebody without an account")
    screener.types("Who answers?", "Northfield Hostel, Ms Berg")
    page.get_by_label("Under which agreement?").select_option(label="Eastmere sharing agreement")
    page.get_by_label("Robin Marsh").check()
    page.get_by_label("Do you know them?").check()
    screener.presses("Make the link", "The link and its code", "Never send them the same way")
    link, code = page.locator("#link").inner_text(), page.locator("#code").inner_text()
    page.context.clear_cookies()
    somebody = Walker(page, server, has_script=has_script)
    page.goto(server + "/" + link.split("/", 3)[3])
    somebody.sees(DOOR, "ring 999 first")
    somebody.types("The code that you were told", "AAAA AAAA")
    somebody.presses("Open the question", DOOR, "There is a problem", "This is not the code.")
    somebody.types("The code that you were told", code)
    somebody.presses("Open the question", ASKED, "Do you know them?", "Robin Marsh is part of it.")
    somebody.types("Whom should the hub ring?", "Ms Berg, 01632 960 777")
    somebody.presses("Add “known to us”", ASKED, "Ring: Ms Berg, 01632 960 777")
    somebody.types("Your name, and what you do", "Ms Berg, keyworker")
    somebody.presses("Send this answer", "The hub has your answer")


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    answers_by_link(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    answers_by_link(plain_phone, live_server.url, has_script=False)
