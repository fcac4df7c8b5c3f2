"""The lunchtime supervisor on a phone: reports what she saw and goes back to the playground; then follows her report."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from fairward.design.pieces import Contact
from fairward.school.concerns.models import Concern
from fairward.web.contacts import write_contacts
from tests.personas import LEAD, SUPERVISOR, School, make_school, sign_in
from tests.support.reporting import add_child

# The browser's driver runs a loop in this thread; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
SENTENCE = "He hid under the table and shook when his uncle's car came."
MOST_TAPS, MOST_LETTERS_BESIDE_THE_SENTENCE = 11, 2


class Hands:
    """What a person does, counted: taps and letters."""

    def __init__(self, page: Any, *, has_script: bool = True) -> None:
        self.page, self.has_script = page, has_script
        self.taps = self.letters = 0

    def tap(self, found: Any) -> None:
        found.click()
        self.taps += 1

    def type(self, label: str, words: str) -> None:
        """Tap the box and type."""
        self.tap(self.page.get_by_label(label))
        self.page.keyboard.type(words)
        self.letters += len(words)

    def choose(self, label: str) -> None:
        self.tap(self.page.get_by_label(label, exact=True))

    def press(self, words: str, then: str) -> None:
        """Press a button and wait for the page it leads to."""
        self.tap(self.page.locator("main").get_by_role("button", name=words))
        self.page.wait_for_url(re.compile(then))
        self.look()

    def look(self) -> None:
        """The page is accessible, has one heading that its title repeats, and is no wider than the window."""
        heading = self.page.get_by_role("heading", level=1)
        heading.wait_for()
        assert heading.count() == 1 and heading.inner_text() in self.page.title()
        assert self.page.url.count("?") == 0
        if self.has_script:
            found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
            assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
            assert self.page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )


@pytest.fixture
def school(live_server: Any) -> Iterator[School]:
    made = make_school()
    add_child(made, "Amy", "Fairbairn")
    add_child(made, "Jack", "Oduya", 4, "4B")
    write_contacts(
        made.organisation_id,
        [Contact("Amira Khan", "01632 960 101"), Contact("Ben Whitlock", "01632 960 102")],
    )
    yield made


def give_session(page: Any, server: str, school: School) -> None:
    """The browser is signed in as the supervisor, who has no passphrase."""
    client = sign_in(Client(), school[SUPERVISOR], unlocked=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])


def quick_report(hands: Hands) -> None:
    """The shortest way through, with every answer that the pages ask for."""
    page = hands.page
    hands.look()
    hands.type("Name, year or class", "am")
    hands.tap(page.get_by_role("option").first)
    page.get_by_role("button", name="Remove Amy Fairbairn").wait_for()
    hands.press("Continue", "/report/safe/")
    hands.choose("Yes")
    hands.press("Continue", "/report/what/")
    hands.choose("I saw or heard this")
    hands.type("What was it?", SENTENCE)
    hands.press("Continue", "/report/when/")
    hands.choose("Today")
    hands.press("Continue", "/report/check/")
    hands.press("Send report", "/report/done/")


@pytest.mark.parametrize("window", ["phone", "page"])
def test_a_report_takes_eleven_taps_and_the_sentence(
    window: str, request: pytest.FixtureRequest, live_server: Any, school: School
) -> None:
    page = request.getfixturevalue(window)
    give_session(page, live_server.url, school)
    page.goto(f"{live_server.url}/report/")
    hands = Hands(page)
    quick_report(hands)
    assert hands.taps <= MOST_TAPS
    assert hands.letters - len(SENTENCE) <= MOST_LETTERS_BESIDE_THE_SENTENCE
    assert page.get_by_text("Amira Khan").first.is_visible()
    page.locator("main").get_by_role("link", name="my reports").click()
    hands.look()
    assert page.get_by_text("Received").is_visible()
    with school.transaction():
        concern = Concern.objects.get()
        concern.read_at, concern.read_by = concern.reported_at, school[LEAD].membership_id
        concern.save(update_fields=["read_at", "read_by"])
    page.locator("main table a").first.click()
    page.get_by_text("The safeguarding lead has read it.").wait_for()
    hands.look()
    page.get_by_role("button", name="Add something").click()
    hands.look()
    hands.choose("The child said this")
    page.get_by_label("What was it?").fill("he is at home now")
    hands.press("Continue", "/my-reports/[0-9a-f-]+/$")
    assert page.get_by_text("You added to it on").is_visible()


def test_the_whole_report_without_script(plain_phone: Any, live_server: Any, school: School) -> None:
    page = plain_phone
    give_session(page, live_server.url, school)
    page.goto(f"{live_server.url}/report/")
    hands = Hands(page, has_script=False)
    for letters, name in (("am", "Amy Fairbairn"), ("4b", "Jack Oduya")):
        page.get_by_label("Name, year or class").fill(letters)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("button", name=name).click()
        page.get_by_role("button", name=f"Remove {name}").wait_for()
    page.get_by_label("Also there").nth(1).check()
    hands.press("Continue", "/report/safe/")
    hands.choose("I am not sure")
    hands.press("Continue", "/report/what/")
    hands.choose("I saw or heard this")
    page.get_by_label("What was it?").fill("A bruise on the knee.")
    hands.press("Mark on a body map", "/report/body/")
    page.get_by_label("Part of the body").select_option("knee")
    page.get_by_label("Where on it").select_option("front-left")
    page.get_by_label("Colour").fill("blue")
    hands.press("Done", "/report/what/")
    page.get_by_role("button", name="Add another statement").click()
    page.get_by_role("heading", name="Statement 2").wait_for()
    second = page.locator(".fw-repeat").nth(1)
    second.get_by_label("I think this").check()
    second.get_by_label("1. A bruise on the knee.").check()
    second.get_by_label("What was it?").fill("Somebody pushed her.")
    hands.press("Continue", "/report/when/")
    hands.choose("Today")
    page.get_by_label("What time?").fill("00:05")
    page.get_by_label("Where was it?").fill("Playground")
    hands.press("Continue", "/report/check/")
    assert page.get_by_text("left knee, front, blue").is_visible()
    assert page.get_by_text("Because of statement 1").is_visible()
    hands.press("Send report", "/report/done/")
    page.go_back()
    hands.look()
    with school.transaction():
        assert Concern.objects.count() == 1


def test_danger_stays_on_top_and_the_form_goes_on(phone: Any, live_server: Any, school: School) -> None:
    page = phone
    give_session(page, live_server.url, school)
    page.goto(f"{live_server.url}/report/")
    hands = Hands(page)
    page.get_by_label("I do not know the child’s name").check()
    hands.press("Continue", "/report/safe/")
    hands.choose("No")
    hands.press("Continue", "/report/what/")
    strip = page.get_by_role("complementary", name="The child is not safe")
    page.get_by_role("button", name="Continue", exact=True).last.scroll_into_view_if_needed()
    assert strip.bounding_box()["y"] == 0
    assert strip.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    page.locator("main").get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Please look again").wait_for()
    hands.look()
    focused = "document.activeElement.getBoundingClientRect().top"
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate(focused) >= strip.bounding_box()["height"]


def test_what_was_typed_survives_a_lost_connection_and_a_closed_page(
    phone: Any, live_server: Any, school: School
) -> None:
    page = phone
    give_session(page, live_server.url, school)
    page.goto(f"{live_server.url}/report/")
    page.get_by_label("I do not know the child’s name").check()
    page.get_by_label("What did the child look like").fill("Red coat, by the gate")
    page.route("**/health/ready", lambda route: route.abort())
    page.get_by_role("button", name="Continue", exact=True).last.click()
    page.get_by_text("Not sent yet").wait_for()
    assert page.get_by_label("What did the child look like").input_value() == "Red coat, by the gate"
    page.unroute("**/health/ready")
    page.get_by_role("button", name="Try again now").click()
    page.wait_for_url("**/report/safe/")
    page.goto(f"{live_server.url}/report/")
    hands = Hands(page)
    hands.look()
    assert page.get_by_role("heading", name="You have an unfinished report").is_visible()
    hands.press("Go on with it", "/report/safe/")
    page.go_back()
    page.goto(f"{live_server.url}/report/who/")
    assert page.get_by_label("What did the child look like").input_value() == "Red coat, by the gate"


def test_a_page_is_saved_while_it_is_written(page: Any, live_server: Any, school: School) -> None:
    give_session(page, live_server.url, school)
    page.clock.install()
    page.goto(f"{live_server.url}/report/")
    page.get_by_label("I do not know the child’s name").check()
    page.get_by_label("What did the child look like").fill("Green scarf")
    page.clock.run_for(11_000)
    page.get_by_text("Saved").wait_for()
    page.goto(f"{live_server.url}/report/who/")
    assert page.get_by_label("What did the child look like").input_value() == "Green scarf"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
