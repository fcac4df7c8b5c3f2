"""What was destroyed is proved: a lead reads a certificate and asks back what was told; a governor sees numbers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.personas import GOVERNOR, LEAD
from tests.support.destroying import destroyed
from tests.support.living import busy, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = busy(make_living())
    destroyed(living)
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(living.school[LEAD])
    walker.opens("/retention/certificates/", "What was destroyed")
    tabs = page.get_by_role("navigation", name="Places that belong together")
    assert tabs.get_by_role("link").all_inner_texts() == [
        "Review desk",
        "Holds",
        "Destroyed",
        "How long things are kept",
    ]
    assert tabs.locator("[aria-current]").inner_text() == "Destroyed"
    page.locator("main a[href*='/retention/certificates/0']").first.click()
    walker.sees("Certificate of destruction", "It is proved", LEAD.name)
    with page.expect_download() as paper:
        page.locator("main").get_by_role("button").first.click()
    assert paper.value.suggested_filename.endswith(".pdf")
    walker.opens("/went/recalls/", "Ask back what is destroyed here")
    walker.signs_in(living.school[GOVERNOR])
    walker.opens("/retention/certificates/", "What was destroyed")
    walker.sees("What was destroyed", "1 entry")


def test_a_certificate_is_read(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_a_certificate_is_read_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)
