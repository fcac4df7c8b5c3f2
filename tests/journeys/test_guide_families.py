"""The pictures in the guides of what families see, and of what a lead shows them: as `test_guide_screens`, on the same terms."""

from __future__ import annotations

from typing import Any

from tests.journeys.test_guide_screens import CAPTION, DESK, go, links, press, shoot, sign_in
from tests.support.server import Served


def open_record(page: Any, served: Served) -> str:
    """From the first page past “Before you read” to what is recorded; its address."""
    go(page, served, "/family/")
    page.locator("main h2 a").first.click()
    if "/before/" in page.url:
        shoot(page, "family-before", height=1150)
        press(page, "I am ready")
    page.get_by_role("heading", name="What is recorded").wait_for()
    return str(page.url).removeprefix(served.url)


def first_entry(page: Any) -> str:
    """The address of the newest thing that is shown."""
    return next(one for one in links(page, "main a") if "/entries/" in one).partition("entries/")[2][:36]


def test_a_mother_on_her_phone(phone: Any, served: Served) -> None:
    sign_in(phone, served, "family")
    record = open_record(phone, served)
    go(phone, served, f"{record}entries/{first_entry(phone)}/")
    shoot(phone, "family-entry", begin=CAPTION, height=1150)
    go(phone, served, f"{record}looks/")
    shoot(phone, "family-looks", height=760)


def test_a_young_person_says_their_side(phone: Any, served: Served) -> None:
    sign_in(phone, served, "young_person")
    record = open_record(phone, served)
    go(phone, served, f"{record}entries/{first_entry(phone)}/say/")
    shoot(phone, "family-side", begin=CAPTION, height=1150)


def test_a_lead_shows_something(page: Any, served: Served) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, served, "safeguarding_lead")
    go(page, served, "/search/")
    page.fill("input[name=text]", "bike hill")
    page.click("main form button[type=submit]:not(.govuk-button--secondary)")
    page.locator("main h2 a").first.click()
    entry = page.url.removeprefix(served.url).partition("#")[0].partition("?")[0]
    go(page, served, f"{entry}family/")
    shoot(page, "who-sees", height=820)
