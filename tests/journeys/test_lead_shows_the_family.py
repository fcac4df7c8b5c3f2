"""The lead shows an entry to a father: the preview, words taken out, warnings, shown; then it is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.personas import LEAD
from tests.support.shown_family import FATHER, MOTHERS_STREET, Family, make_family, observed, show_now
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
WHO = "Who sees this: concern about Mia Quintero"
PREVIEW = f"Preview for {FATHER}"


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    family = make_family()
    entry_id = family.entry(observed(f"They live at {MOTHERS_STREET}. Ella Marsh told her mum about Zed."))
    family.decide(entry_id, *show_now(family.father))
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(family.school[LEAD])
    lead.opens("/family-desk/", "Family desk")
    lead.sees("Family desk", "Decided to be shown, not shown yet", "Nobody has decided yet")
    page.locator("section", has_text="Decided to be shown").get_by_role("link").first.click()
    lead.sees(PREVIEW, "They live at [an address]. [another child] told her mum about Zed.")
    takes_a_name_out(lead)
    shows_it(lead)
    assert "Zed" not in repr(family.opened(family.father)[entry_id])
    takes_it_back(lead, family)


def takes_a_name_out(lead: Walker) -> None:
    lead.unfolds("Take out more words")
    lead.types("More words to take out (1)", "Zed")
    lead.presses("Update the preview", PREVIEW, "told her mum about [another person].")


def shows_it(lead: Walker) -> None:
    lead.presses(f"Show this to {FATHER}", PREVIEW, "Look at each of the warnings")
    for box in lead.page.get_by_role("group", name="Look at each of these").get_by_role("checkbox").all():
        box.check()
    lead.presses(f"Show this to {FATHER}", WHO, "Shown since", "Not read yet")


def takes_it_back(lead: Walker, family: Family) -> None:
    title = f"Take this back from {FATHER}?"
    lead.follows(f"Take it back from {FATHER}", title)
    lead.sees(title, "Not read yet", "taking back cannot undo that")
    lead.presses("Take it back", WHO, "They had not read it.")
    assert not family.opened(family.father)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
