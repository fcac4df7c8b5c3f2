"""The administrator brings the roll up to date, on a desk and on a phone, with and without script."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from fairward.people.models import Child
from tests.personas import ADMINISTRATOR, School, make_school, sign_in

SAMPLES = Path(__file__).parents[1] / "data" / "roster"
# The browser's driver runs a loop in this thread; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def signed_in(page: Any, server: str) -> School:
    """Give the browser the session of an administrator."""
    school, client = make_school(), Client()
    sign_in(client, school[ADMINISTRATOR], unlocked=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
    return school


def is_good(page: Any, *, has_script: bool) -> None:
    """Accessible, and no wider than the window."""
    if has_script:
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    heading = page.get_by_role("heading", level=1)
    assert heading.count() == 1
    assert heading.inner_text() in page.title()


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    school = signed_in(page, server)
    page.goto(f"{server}/roster/")
    is_good(page, has_script=has_script)
    page.get_by_role("button", name="Import a file").click()
    is_good(page, has_script=has_script)
    page.get_by_label("Roster file").set_input_files(SAMPLES / "ctf" / "902_entity_bomb.xml")
    page.get_by_label("No, only some of them").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="document type or entities").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_label("Roster file").set_input_files(SAMPLES / "ctf" / "9259999_CTF_9259998_900_dirty.xml")
    page.get_by_label("No, only some of them").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Nothing is changed yet").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="Say that you have seen").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_label("I have seen the rows that are left out").check()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Roster imported").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_role("link", name="Children on the roll").click()
    is_good(page, has_script=has_script)
    page.get_by_role("link", name="Finn Martin").click()
    is_good(page, has_script=has_script)
    page.get_by_role("link", name="Nadia Martin").click()
    is_good(page, has_script=has_script)
    page.go_back()
    page.get_by_role("button", name="Correct name, year or class").click()
    is_good(page, has_script=has_script)
    with school.transaction():
        assert Child.objects.count() == 2


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
