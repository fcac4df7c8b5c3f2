"""A new safeguarding lead: from the printed sheet to the organisation's keys and the sheet in the safe."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from fairward.accounts import actions as accounts
from tests.personas import ADMINISTRATOR, LEAD, School, make_school, sign_in

# The browser's driver runs a loop in this thread; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD, PASSPHRASE = "seven quiet dogs walk", "eight slow cats sleep outside"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def is_good(page: Any, title: str, *, has_script: bool) -> None:
    """The right page, accessible, and no wider than the window."""
    page.get_by_role("heading", level=1, name=title).wait_for()
    assert page.get_by_role("heading", level=1).count() == 1
    assert title in page.title()
    if has_script:
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def words_on(page: Any) -> list[str]:
    return [text.split()[-1] for text in page.locator(".fw-words li").all_inner_texts()]


def first_sign_in(page: Any, server: str, school: School, *, has_script: bool) -> None:
    accounts.remove_second_factor(school[LEAD].account_id)
    code = accounts.issue_first_code(school[LEAD].account_id)
    page.goto(f"{server}/")
    is_good(page, "Sign in", has_script=has_script)
    page.get_by_role("link", name="I have a sheet with a one-time code").click()
    is_good(page, "Sign in for the first time", has_script=has_script)
    page.get_by_role("button", name="Continue").click()
    is_good(page, "Sign in for the first time", has_script=has_script)
    page.get_by_label("Sign-in name").fill(school[LEAD].sign_in)
    page.get_by_label("One-time code").fill(code)
    page.get_by_role("button", name="Continue").click()
    is_good(page, "Choose your password", has_script=has_script)
    page.get_by_label("Your new password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Save and continue").click()
    is_good(page, "Set up your second factor", has_script=has_script)
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator(".govuk-details__text strong").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows now").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    )
    page.get_by_role("button", name="Continue").click()
    is_good(page, "Keep your recovery codes", has_script=has_script)
    assert page.locator(".fw-codes li").count() == 10
    page.get_by_role("button", name="I have kept them").click()
    is_good(page, "What needs me", has_script=has_script)


def first_passphrase(page: Any, server: str, *, has_script: bool) -> None:
    page.goto(f"{server}/unlock/?next=/keys/")
    is_good(page, "Choose your passphrase", has_script=has_script)
    page.get_by_label("Your new passphrase").fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    page.get_by_role("button", name="Save passphrase").click()
    is_good(page, "Your recovery words", has_script=has_script)
    words = words_on(page)
    assert len(words) == 24
    page.get_by_role("button", name="I have them on paper").click()
    is_good(page, "Check two of your words", has_script=has_script)
    for label in page.locator("label", has_text="Word ").all_inner_texts():
        page.get_by_label(label.strip(), exact=True).fill(words[int(label.split()[-1]) - 1])
    page.get_by_role("button", name="Continue").click()
    is_good(page, "Keys", has_script=has_script)


def keys_and_sheet(page: Any, *, has_script: bool) -> None:
    page.get_by_role("link", name="Do it now").first.click()
    is_good(page, "Make the keys", has_script=has_script)
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Make the keys and show the sheet").click()
    is_good(page, "The sheet for the safe", has_script=has_script)
    words = words_on(page)
    page.get_by_role("button", name="It is printed: test it now").click()
    is_good(page, "Fire drill: test the sheet", has_script=has_script)
    page.get_by_label("Words on the sheet").fill(" ".join(words))
    page.get_by_role("button", name="Test the sheet").click()
    is_good(page, "Keys", has_script=has_script)
    assert page.get_by_text("Last tested on").count() == 1
    page.get_by_role("button", name="Lock", exact=True).click()
    is_good(page, "Locked", has_script=has_script)
    page.get_by_role("button", name="Unlock again").click()
    is_good(page, "Unlock", has_script=has_script)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.locator("main").get_by_role("button", name="Unlock").click()
    is_good(page, "What needs me", has_script=has_script)


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    school = make_school(keys=False)
    first_sign_in(page, server, school, has_script=has_script)
    first_passphrase(page, server, has_script=has_script)
    keys_and_sheet(page, has_script=has_script)
    page.get_by_role("button", name="Sign out").click()
    is_good(page, "You have signed out", has_script=has_script)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)


def test_pages_of_security_and_of_the_administrator_are_accessible_on_a_phone(
    phone: Any, live_server: Any
) -> None:
    school, client = make_school(), Client()
    sign_in(client, school[ADMINISTRATOR])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    phone.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    lead = f"/organisation/people/{school[LEAD].membership_id}/"
    pages = {
        "/account/security/": "How you sign in",
        "/account/security/password/": "Change your password",
        "/account/security/second-factor/": "Use another authenticator app",
        "/account/security/recovery-codes/": "Make new recovery codes",
        "/organisation/people/": "People",
        "/organisation/people/add/": "Add somebody",
        lead: LEAD.name,
        f"{lead}code/": f"Print a new one-time code for {LEAD.name}",
        f"{lead}role/": f"Change the role of {LEAD.name}",
        f"{lead}end/": f"{LEAD.name} no longer works here",
        "/organisation/settings/": "Settings of the organisation",
        "/keys/": "Keys",
    }
    for address, title in pages.items():
        phone.goto(live_server.url + address)
        is_good(phone, title, has_script=True)
