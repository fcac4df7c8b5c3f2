"""A correction follows what was told: sent by one lead, opened by another, answered. On a desk, a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.exchange.test_changes_arrive import RIGHT, crossed
from tests.personas import LEAD
from tests.support.following import correct
from tests.support.living import SAW
from tests.support.travelling import carry_due
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
MUST_KNOW = "Who outside must know of a change"
CHANGES = "Changes that others sent"
WHERE = "Where the record of Amy Fairbairn went"


def follows(page: Any, server: str, *, has_script: bool = True) -> None:
    """From home to the notice and its one press; there from the entry to the changed words; and back to who signed."""
    told = crossed()
    ours, theirs = told.living.school, told.hill
    correct(ours, told.entry_id, 0, RIGHT)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(ours[LEAD])
    lead.opens("/", "What needs me")
    lead.follows(MUST_KNOW, MUST_KNOW)
    lead.sees(MUST_KNOW, "1 person or office must be told", "1 passage corrected", "Must be told")
    lead.follows(theirs.name, f"Tell {theirs.name} of a change")
    lead.sees(f"Tell {theirs.name} of a change", RIGHT, "Put it right wherever you hold it")
    lead.presses(f"Send it to {theirs.name}", f"Told {theirs.name} of a change", "No answer yet")
    carry_due(ours)
    lead.opens(f"/children/{told.living.amy}/where/", WHERE)
    lead.sees(WHERE, theirs.name, "2 passages", "no answer yet")

    other = Walker(page, server, has_script=has_script)
    other.signs_in(theirs[LEAD])
    other.opens(f"/entries/{told.copy_id}/", title_of(page, server, told.copy_id))
    assert SAW in page.locator("main").inner_text()
    page.get_by_text(f"A change from {ours.name} has arrived").wait_for()
    other.follows("Open it", CHANGES)
    title = f"A change from {ours.name}"
    other.follows(ours.name, title)
    other.presses("Open it", title, "That we put it right", "Changed in our copy")
    page.locator("main").get_by_role("link", name="Passage").first.click()
    page.get_by_text(RIGHT).first.wait_for()
    assert SAW not in page.locator("main").inner_text()
    carry_due(theirs)

    lead.signs_in(ours[LEAD])
    lead.opens("/went/changes/?which=answered", MUST_KNOW)
    lead.follows(theirs.name, f"Told {theirs.name} of a change")
    lead.sees(f"Told {theirs.name} of a change", "They put it right", f"Signed by {LEAD.name}")
    lead.opens(f"/children/{told.living.amy}/where/", WHERE)
    lead.sees(WHERE, "They put it right")


def title_of(page: Any, server: str, entry_id: Any) -> str:
    """The heading of an entry, which names its kind and the child."""
    page.goto(f"{server}/entries/{entry_id}/")
    return str(page.get_by_role("heading", level=1).inner_text())


def is_asked_back(page: Any, server: str, *, has_script: bool = True) -> None:
    """What is about another child is asked back: read first, a reason asked for, then destroyed."""
    from tests.support import mistaking

    told = crossed()
    mistaking.correct(told.living, told.entry_id, told.living.jack)
    arrival_id = told.sends_what_waits()
    title = f"A change from {told.living.school.name}"
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(told.hill[LEAD])
    lead.opens(f"/came/changes/{arrival_id}/", title)
    lead.presses("Open it", title, "It was found to be about another child.", "They ask you to destroy it")
    lead.presses("Do it and tell them", title, "There is a problem", "Choose what becomes of it.")
    page.get_by_label("Keep it, by rules of our own").check()
    lead.presses("Do it and tell them", title, "There is a problem", "Write why you keep it.")
    page.get_by_label("Destroy it here, and tell them").check()
    lead.presses("Do it and tell them", title, "That we destroyed it", "Destroyed here")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(follows, is_asked_back)
