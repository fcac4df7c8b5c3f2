"""A mother asks for a copy of everything on her phone; the officer finds the request on the desk."""

from __future__ import annotations

from typing import Any

import pytest

from tests.personas import DPO
from tests.support.families import persona
from tests.support.living import MOTHER, busy, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
COPY, CHECK = "Ask for a copy", "Check what you ask"


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = busy(make_living())
    mother = Walker(page, server, has_script=has_script)
    mother.signs_in(living.school[persona(MOTHER)])
    mother.opens("/family/requests/", "My requests")
    mother.follows("Ask for a copy of everything: Amy", COPY)
    mother.sees(COPY, "What you get", "How long it takes", "Who may ask")
    mother.presses("Check before you send", COPY, "There is a problem", "Say what you want a copy of.")
    page.get_by_label("Everything about Amy").check()
    mother.types("Is there something that you want most? You do not have to say.", "The day of the fall.")
    mother.presses("Check before you send", CHECK, "Everything about Amy", "The day of the fall.")
    mother.presses("Change it", COPY)
    assert page.get_by_label("Everything about Amy").is_checked()
    mother.presses("Check before you send", CHECK)
    asked = "You asked for a copy of what is recorded"
    mother.presses("Send it to the school", asked, "The school has received it.", "1 month from")
    mother.opens("/family/requests/", "My requests")
    mother.sees("My requests", asked)
    officer = Walker(page, server, has_script=has_script)
    officer.signs_in(living.school[DPO])
    officer.opens("/requests/", "Requests to see what is recorded")
    officer.page.locator("main").get_by_role("link", name="Amy Fairbairn").first.click()
    officer.page.get_by_text("The day of the fall.").wait_for()


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
