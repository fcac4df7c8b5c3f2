"""The pictures of the guide: walks to every page that has one, and makes it again if asked to.

FAIRWARD_WRITE_SCREENS=1 writes docs/images/*.png from the invented world; otherwise each page must still answer with the
heading that docs/images/screens.json names. It may not show anybody who is not invented.
"""

from __future__ import annotations

import base64
import hmac
import io
import json
import os
import struct
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.support.server import Served

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
SCREENS: dict[str, dict[str, str]] = json.loads((IMAGES / "screens.json").read_text(encoding="utf-8"))
WRITES = os.environ.get("FAIRWARD_WRITE_SCREENS") == "1"
LARGEST = 120_000
SCHOOL = "Fernbrook Primary School"
# The browser's driver runs a loop in this thread; Django would refuse to make the databases beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
DESK = {"width": 1000, "height": 900}
CAPTION = ".govuk-caption-l"
SUBMIT = "main form button[type=submit]:not(.govuk-button--secondary)"


def shoot(page: Any, name: str, *, begin: str = "h1", height: int = 900) -> None:
    """Check that this is the page, and keep its picture from `begin` on if pictures are wanted."""
    page.wait_for_load_state()
    heading, title = page.locator("h1").inner_text(), page.title()
    assert heading.startswith(SCREENS[name]["heading"]), f"{name}: the page says {heading!r} now"
    assert SCREENS[name]["heading"] in title
    if not WRITES:
        return
    box, size = page.locator(begin).first.bounding_box(), page.viewport_size
    top = max(0, box["y"] + page.evaluate("window.scrollY") - 16) if begin != "header" else 0
    raw = page.screenshot(full_page=True, animations="disabled")
    with Image.open(io.BytesIO(raw)) as whole:
        part = whole.crop((0, int(top), size["width"], min(int(top) + height, whole.height)))
    small = part.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)
    assert (IMAGES / f"{name}.png").stat().st_size < LARGEST


def person(served: Served, role: str) -> dict[str, Any]:
    """The first of that role at the primary school; a young person is at the secondary school."""
    found = [one for one in served.people() if one["role"] == role]
    return next((one for one in found if one["organisation"] == SCHOOL), found[0])


def code(secret: str) -> str:
    """What the authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(page: Any, served: Served, role: str) -> None:
    """Name and password, code, passphrase: whatever this person has."""
    who = person(served, role)
    page.goto(f"{served.url}/sign-in/")
    page.fill("input[name=login]", who["sign_in"])
    page.fill("input[name=password]", who["password"])
    page.click(SUBMIT)
    if page.locator("input[name=code]").count():
        enter_code(page, who["totp_secret"])
    if who["passphrase"]:
        page.goto(f"{served.url}/unlock/")
        page.fill("input[name=passphrase]", who["passphrase"])
        page.click(SUBMIT)


def enter_code(page: Any, secret: str) -> None:
    """A code works once: if another test has just used it, wait for the next."""
    page.fill("input[name=code]", code(secret))
    page.click(SUBMIT)
    if page.locator("input[name=code]").count():
        page.wait_for_timeout(1000 * (30 - time.time() % 30) + 500)
        page.fill("input[name=code]", code(secret))
        page.click(SUBMIT)


def go(page: Any, served: Served, address: str) -> None:
    answer = page.goto(served.url + address)
    assert answer.status == 200, f"{address} answers {answer.status}"


def links(page: Any, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(selector, "all => all.map(one => one.getAttribute('href'))")
    return found


def press(page: Any, words: str) -> None:
    page.locator("button:visible:not(.govuk-visually-hidden)", has_text=words).first.click()


def test_a_report_on_a_phone(phone: Any, served: Served) -> None:
    sign_in(phone, served, "recorder")
    go(phone, served, "/report/")
    phone.fill("input[name=search]", "year 2")
    press(phone, "Search")
    phone.locator("button[value^='add:']").first.wait_for()
    shoot(phone, "report-who", begin=CAPTION, height=640)
    phone.locator("button[value^='add:']").first.click()
    press(phone, "Continue")
    phone.get_by_label("Yes", exact=True).check()
    press(phone, "Continue")
    phone.get_by_label("I saw or heard this").check()
    phone.get_by_label("What was it?").fill("A round mark on the left forearm, seen when the coat came off.")
    shoot(phone, "report-what", begin=CAPTION)
    press(phone, "Mark on a body map")
    phone.wait_for_url("**/report/body/**")
    phone.locator("select[name$='-part']").first.select_option("forearm")
    phone.locator("select[name$='-side']").first.select_option("front-left")
    shoot(phone, "report-body", height=700)
    press(phone, "Done")
    press(phone, "Add another statement")
    phone.get_by_label("The child said this").last.check()
    phone.get_by_label("What was it?").last.fill("I bumped it on the slide")
    finish_report(phone)


def finish_report(phone: Any) -> None:
    press(phone, "Continue")
    phone.get_by_label("Today").check()
    phone.get_by_label("Where was it?").fill("Playground")
    press(phone, "Continue")
    phone.wait_for_url("**/report/check/")
    shoot(phone, "report-check")
    press(phone, "Send report")
    phone.wait_for_url("**/report/done/**")
    shoot(phone, "report-done", height=700)
    phone.get_by_role("link", name="my reports").click()
    phone.locator("main table a").first.click()
    phone.get_by_role("heading", name="Where it stands").wait_for()
    shoot(phone, "my-report")


def test_a_lead_in_the_morning(page: Any, served: Served) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, served, "safeguarding_lead")
    go(page, served, "/desk/")
    shoot(page, "desk", begin="header", height=1000)
    waiting = links(page, "main table a")
    go(page, served, next(one for one in waiting if one.startswith("/concerns/")))
    shoot(page, "report-opened")
    go(page, served, next(one for one in waiting if one.endswith("/decide/")))
    shoot(page, "decide", height=1100)
    go(page, served, "/search/")
    page.fill("input[name=text]", "bruise forearm")
    page.click(SUBMIT)
    page.locator("main h2 a").first.wait_for()
    shoot(page, "search", height=620)
    page.locator("main h2 a").first.click()
    page.locator("a.govuk-back-link").click()
    shoot(page, "chronology", begin="ol.fw-timeline > li:last-child", height=760)


def test_keys_and_log(page: Any, served: Served) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, served, "deputy_lead")
    go(page, served, "/keys/")
    shoot(page, "keys", height=820)
    go(page, served, "/audit/")
    shoot(page, "log", height=760)


def test_an_administrator(page: Any, served: Served) -> None:
    page.set_viewport_size(DESK)
    sign_in(page, served, "administrator")
    go(page, served, "/organisation/people/")
    shoot(page, "people", height=700)


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_a_picture_is_there_and_small(name: str) -> None:
    path = IMAGES / f"{name}.png"
    assert path.exists(), "Make it: FAIRWARD_WRITE_SCREENS=1 pytest tests/journeys/test_guide_screens.py"
    assert path.stat().st_size < LARGEST
