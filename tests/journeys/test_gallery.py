"""The gallery in a real browser: accessible at both widths, nothing refused by the policy, scripts at work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["", "?part=form", "?part=body", "?part=interruption"]


class Quiet(WSGIRequestHandler):
    """A handler that does not write a line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gallery(settings: Any) -> Iterator[str]:
    """The gallery's address. It needs no database, so its server is a thread of ours."""
    settings.ROOT_URLCONF = "tests.integration.web.addresses"
    settings.FAIRWARD_SHELL = "fairward.web.shell.plain"
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/gallery/"
        server.shutdown()
        thread.join()


def watched(page: Any) -> list[str]:
    """What the browser complains about: script errors and refusals of the content policy."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    return said


def is_good(page: Any, address: str) -> None:
    said = watched(page)
    page.goto(address)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert said == []


@pytest.mark.parametrize("part", PAGES)
def test_accessible_on_a_desk(page: Any, gallery: str, part: str) -> None:
    is_good(page, gallery + part)


@pytest.mark.parametrize("part", PAGES)
def test_accessible_on_a_phone(phone: Any, gallery: str, part: str) -> None:
    is_good(phone, gallery + part)


def test_pointing_at_the_picture_fills_the_lists(page: Any, gallery: str) -> None:
    said = watched(page)
    page.goto(f"{gallery}?part=body")
    page.locator('[data-body-map] [data-part="knee"][data-side="front-right"]').click()
    assert page.locator("#id_marks-1-part").input_value() == "knee"
    assert page.locator("#id_marks-1-side").input_value() == "front-right"
    page.locator('[data-body-map] [data-part="upper_back"][data-side="back-left"]').click()
    assert page.locator("#id_marks-2-part").input_value() == "upper_back"
    assert page.locator('input[name="marks-TOTAL_FORMS"]').input_value() == "3"
    assert page.locator("[data-body-map] .fw-body__mark text").all_text_contents() == ["1", "2", "3"]
    assert page.locator("[data-body-said]").text_content().startswith("Mark 3: Upper back")
    assert said == []


def test_a_touch_between_two_parts_marks_the_nearer_one(page: Any, gallery: str) -> None:
    """A finger on the line of the spine, where two parts meet, marked nothing."""
    page.goto(f"{gallery}?part=body")
    back = page.locator('[data-body-map] svg[data-view="back"]')
    box = back.bounding_box()
    for _ in range(2):
        back.click(position={"x": box["width"] / 2, "y": box["height"] * 0.3})
    assert page.locator("#id_marks-1-part").input_value() == "upper_back"
    back.click(position={"x": 3, "y": 3})
    assert page.locator("[data-body-map] .fw-body__mark text").count() == 3


def test_the_picture_is_one_stop_for_the_keyboard(page: Any, gallery: str) -> None:
    page.goto(f"{gallery}?part=body")
    stops = page.locator('[data-body-map] [data-part][tabindex="0"]')
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#id_marks-1-part").input_value() != ""
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert ", front" in name or ", back" in name


def test_one_row_more_without_leaving_the_page(page: Any, gallery: str) -> None:
    page.goto(f"{gallery}?part=body")
    page.locator("#id_marks-0-size").fill("2 cm")
    page.get_by_role("button", name="Add another mark").click()
    assert page.locator("[data-repeat-row]").count() == 3
    assert page.locator("[data-repeat-row] legend").all_text_contents() == ["Mark 1", "Mark 2", "Mark 3"]
    assert page.evaluate("document.activeElement.id") == "id_marks-2-part"
    assert page.locator("#id_marks-0-size").input_value() == "2 cm"


def test_a_form_waits_on_its_page_while_the_server_is_away_and_then_sends_itself(
    page: Any, gallery: str
) -> None:
    page.goto(f"{gallery}?part=form")
    page.route("**/health/ready", lambda route: route.abort())
    page.locator("#id_what").fill("Not to be lost")
    page.get_by_role("button", name="Go on").click()
    notice = page.locator(".fw-resend")
    notice.wait_for()
    assert "01632 960001" in notice.text_content()
    assert page.locator("#id_what").input_value() == "Not to be lost"
    kept = "JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie"
    assert "lost" not in page.evaluate(kept)
    page.unroute("**/health/ready")
    page.route("**/health/ready", lambda route: route.fulfill(json={"status": "ready"}))
    with page.expect_request(lambda one: one.method == "POST" and "part=form" in one.url) as sent:
        notice.get_by_role("button", name="Try again now").click()
    assert "what=Not+to+be+lost" in sent.value.post_data


def test_blanking_covers_the_page_at_once_even_when_nothing_answers(page: Any, gallery: str) -> None:
    page.goto(gallery)
    page.route("**/lock/", lambda route: route.abort())
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("[data-blank]:visible").wait_for()
    page.get_by_text("it locks by itself soon").wait_for()
    assert "Robin" not in page.content()


def test_the_end_of_the_session_is_said_two_minutes_before(page: Any, gallery: str) -> None:
    page.clock.install()
    page.goto(gallery)
    bar = page.locator("[data-seconds-left]")
    page.clock.run_for(12 * 60 * 1000)
    assert not bar.is_visible()
    page.clock.run_for(70 * 1000)
    assert bar.is_visible()
    assert "lock in 2 minutes" in bar.text_content()
    page.route("**/extend/", lambda route: route.fulfill(json={"seconds_left": 900}))
    page.get_by_role("button", name="Stay unlocked").click()
    bar.wait_for(state="hidden")


def test_suggestions_under_a_name_by_keyboard(page: Any, gallery: str) -> None:
    page.goto(f"{gallery}?part=form")
    page.route(
        "**/gallery/?part=names",
        lambda route: route.fulfill(json=[{"value": "7", "text": "Ash Penrose", "note": "Year 2"}]),
    )
    page.locator("#id_name").fill("as")
    page.locator(".fw-suggestions li").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#id_name").input_value() == "Ash Penrose"
    assert page.locator("#id_name").get_attribute("aria-expanded") == "false"


def test_without_script_everything_is_there(plain_page: Any, gallery: str) -> None:
    plain_page.goto(f"{gallery}?part=body")
    assert plain_page.locator("#id_marks-0-part").is_visible()
    assert plain_page.get_by_role("button", name="Add another mark").is_visible()
    plain_page.goto(gallery)
    assert plain_page.get_by_role("button", name="Blank the screen").is_visible()
    assert plain_page.get_by_role("link", name="Desk (4)").is_visible()
