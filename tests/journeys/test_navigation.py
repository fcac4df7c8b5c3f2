"""A lead goes to a place that is not for every day: by keyboard on a desk, on a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.personas import LEAD, make_school
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
HOME = "What needs me"


def begins(page: Any, server: str, *, has_script: bool = True) -> Walker:
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(make_school()[LEAD])
    walker.opens("/", HOME)
    return walker


def groups(page: Any) -> Any:
    return page.get_by_role("navigation", name="Menu").locator("details")


def opened(page: Any) -> list[str]:
    """The words of the groups that are open."""
    found: list[str] = page.locator("nav details[open] > summary").all_inner_texts()
    return [one.strip() for one in found]


def goes(walker: Walker, group: str, place: str, title: str) -> None:
    menu = walker.page.get_by_role("navigation", name="Menu")
    menu.locator("summary", has_text=group).click()
    walker.sees(HOME)
    walker._clicks(menu.get_by_role("link", name=place))
    walker.sees(title)
    assert opened(walker.page) == []
    # The trailing words are for screen readers: which group the page is in.
    assert "you are here" in menu.locator("summary", has_text=group).inner_text()


def test_by_keyboard(page: Any, live_server: Any) -> None:
    begins(page, live_server.url)
    families, outside = groups(page).nth(0), groups(page).nth(1)
    families.locator("summary").focus()
    page.keyboard.press("Enter")
    assert opened(page) == ["Families"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Family desk"
    page.keyboard.press("Escape")
    assert opened(page) == []
    assert page.evaluate("document.activeElement.textContent") == "Families"
    families.locator("summary").click()
    outside.locator("summary").click()
    assert opened(page) == ["Outside"]
    page.locator("h1").click()
    assert opened(page) == []


def test_on_a_desk(page: Any, live_server: Any) -> None:
    goes(begins(page, live_server.url), "Outside", "Partners", "Partners")


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walker = begins(phone, live_server.url)
    phone.get_by_role("button", name="Menu").click()
    menu = phone.get_by_role("navigation", name="Menu")
    assert menu.locator("summary").count() == 3
    menu.locator("summary", has_text="Records").click()
    walker.sees(HOME)
    walker._clicks(menu.get_by_role("link", name="Log"))
    walker.sees("Log")


def test_without_script(plain_page: Any, plain_phone: Any, live_server: Any) -> None:
    goes(begins(plain_page, live_server.url, has_script=False), "Families", "Family desk", "Family desk")
    goes(begins(plain_phone, live_server.url, has_script=False), "Outside", "Partners", "Partners")
