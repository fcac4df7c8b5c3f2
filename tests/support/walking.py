"""What every journey does: a person's session in a browser, and a look at each page for what a person would trip over."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from tests.personas import Person

# The browser's driver runs a loop in this thread; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Letters of pictures that the width of a page draws smaller than 11 pixels.
LETTERS_TOO_SMALL = """[...document.querySelectorAll("svg.fw-lanes text")].filter(one => one.getClientRects().length
&& parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a < 11).map(one => one.textContent)"""
# What axe judges of a page: its elements and attributes in their order, and where there are words. Which words they are, numbers
# and ids, and where links and forms lead, is left out.
FORM_OF_PAGE = """() => document.documentElement.outerHTML
    .replace(/<(script|style)[^>]*>[^]*?<\\/\\1>/g, "")
    .replace(/ (href|action|src|value|nonce|content)="[^"]*"/g, " $1")
    .replace(/>[^<]*[^<\\s][^<]*</g, ">words<").replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, "0")"""
_LOOKED_AT: set[tuple[int, str]] = set()
Walk = Callable[..., None]


def everywhere(*walks: Walk) -> tuple[Walk, Walk, Walk]:
    """The same walks on a desk, on a phone, and on a phone without script: three tests of a module, named as there."""
    each = pytest.mark.parametrize("walk", walks, ids=lambda walk: walk.__name__)

    @each
    def on_a_desk(page: Any, live_server: Any, walk: Walk) -> None:
        walk(page, live_server.url)

    @each
    def on_a_phone(phone: Any, live_server: Any, walk: Walk) -> None:
        walk(phone, live_server.url)

    @each
    def without_script_on_a_phone(plain_phone: Any, live_server: Any, walk: Walk) -> None:
        walk(plain_phone, live_server.url, has_script=False)

    return on_a_desk, on_a_phone, without_script_on_a_phone


class Walker:
    """Somebody with a browser. `sees` is asked of every page: the right one, accessible, not wider than the window, silent."""

    def __init__(self, page: Any, server: str, *, has_script: bool = True) -> None:
        self.page, self.server, self.has_script = page, server, has_script
        self.said: list[str] = []
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda one: self.said.append(one.text) if one.type == "error" else None)

    def signs_in(self, person: Person) -> None:
        """Take on the session of this person, unlocked if they have a key."""
        from django.test import Client

        from tests.personas import sign_in

        client = sign_in(Client(), person)
        self.page.context.clear_cookies()
        cookies = [
            {"name": one.key, "value": one.value, "url": self.server} for one in client.cookies.values()
        ]
        self.page.context.add_cookies(cookies)

    def opens(self, address: str, title: str) -> None:
        self.page.goto(self.server + address)
        self.sees(title)

    def sees(self, title: str, *words: str) -> None:
        """The page with this heading, and these words on it."""
        page = self.page
        page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
        assert page.get_by_role("heading", level=1).count() == 1
        assert title in page.title()
        assert page.title().count("Error:") <= 1
        text = page.locator("main").inner_text()
        for one in words:
            assert one in text, f"{one!r} is not on “{title}”:\n{text}"
        if self.has_script:
            self._is_accessible()
            assert page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
            assert page.evaluate(LETTERS_TOO_SMALL) == []
        assert self.said == []

    def _is_accessible(self) -> None:
        """Axe takes half a second: each form of a page is looked at once in each width, whoever walks there first."""
        window = self.page.viewport_size or {}
        form = (window.get("width", 0), self.page.evaluate(FORM_OF_PAGE))
        if form in _LOOKED_AT:
            return
        found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        _LOOKED_AT.add(form)

    def _clicks(self, one: Any) -> None:
        """Click what leads to another page, and wait until this one is gone: the next may have the same heading."""
        self.page.locator("html").evaluate("page => page.setAttribute('data-before', '')")
        one.click()
        self.page.locator("html[data-before]").wait_for(state="detached")

    def follows(self, link: str, title: str) -> None:
        self._clicks(self.page.locator("main").get_by_role("link", name=link).first)
        self.sees(title)

    def presses(self, button: str, title: str, *words: str) -> None:
        self._clicks(self.page.locator("main").get_by_role("button", name=button, exact=True).first)
        self.sees(title, *words)

    def changes(self, button: str, title: str) -> None:
        """Press what changes the page in place where there is script, and leads to the next one where there is none."""
        self.page.locator("main").get_by_role("button", name=button, exact=True).first.click()
        self.sees(title)

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)

    def writes_day(self, question: str, day: Any) -> None:
        """Fill the three boxes of a date."""
        group = self.page.get_by_role("group", name=question).last
        for name, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(name, exact=True).fill(str(value))

    def unfolds(self, words: str) -> None:
        """Open what is folded away, if it is."""
        summary = self.page.locator("summary", has_text=words).first
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
