"""A worker shows a mother what was decided; on her phone she reads it, says her side and that an item is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import MOTHER, STRANGER
from tests.support.hub_families import PLAIN, ROBIN, Told, decided
from tests.support.hubs import HUB_MANAGER, SCREENER
from tests.support.walking import Walker
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
READS, CHECK, HERS = f"What {MOTHER} reads", f"Check what {MOTHER} reads", "What was decided about you"
ITEM_IS_WRONG = "a[href*='/items/'][href$='/wrong/']"
SEEN, WRONG = "He was seen alone on the bridge at night.", "That was his cousin. Robin was at home."


def lets_her_in(page: Any, server: str, told: Told, *, has_script: bool) -> None:
    """The pages on which a worker lets her in: what is missing is said, and the sheet stands on paper."""
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(told.hub[SCREENER])
    screener.opens(f"/hub/cases/{told.case_id}/", ROBIN)
    screener.page.get_by_role("link", name="The family: who was let in").click()
    page.locator(f"a[href*='{told.person(STRANGER)}']", has_text="Let them in").click()
    screener.sees("Let Uncle Pete in", "They then see what you show them")
    screener.presses(
        "Let them in and show the sheet", "Let Uncle Pete in", "Say how you made sure who they are."
    )
    page.get_by_label("They showed a document with a photograph").check()
    page.get_by_label("It is about them.").check()
    page.get_by_label("I have looked for court orders").check()
    screener.presses("Let them in and show the sheet", "Sheet for Uncle Pete", "One-time code", told.hub.name)


def shows(page: Any, server: str, told: Told, *, has_script: bool) -> None:
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(told.hub[HUB_MANAGER])
    manager.opens(f"/hub/cases/{told.case_id}/told/", "Decided, and who was told")
    page.get_by_role("link", name="The family: let them in").click()
    page.locator("a", has_text="Show them what was decided").click()
    manager.sees(READS, "What concerns only others is not here.")
    page.get_by_label(f"{told.weighing.asking.police.name}, fact").check()
    manager.presses("Check it as they will read it", READS, "Write why it was decided so")
    manager.types("Why was it decided so?", PLAIN)
    manager.presses("Check it as they will read it", CHECK, PLAIN, SEEN, "A social worker will talk with you")
    manager.presses("Change it", READS)
    manager.presses("Check it as they will read it", CHECK, PLAIN)
    page.get_by_role("button", name="Show it to them").click()
    page.get_by_text("Reads it").first.wait_for()


def reads(page: Any, server: str, told: Told, *, has_script: bool) -> None:
    mother = Walker(page, server, has_script=has_script)
    mother.signs_in(told.hub[told.personas[MOTHER]])
    mother.opens("/", "Your pages")
    mother.sees("Your pages", "New for you on", told.hub.name)
    mother.follows(f"What was decided: {ROBIN}", "Before you read")
    mother.presses("I am ready to read", HERS, PLAIN, SEEN, "They told us something.", "told us. That was on")
    mother.follows("Who looked", "Who looked")
    mother.sees("Who looked", "Hub manager")
    mother.follows("What was decided", HERS)
    page.locator("a[href$='/say/']", has_text="about what was decided").click()
    mother.sees("Say my side", "This is about what was decided.")
    mother.presses("Check before you send", "Say my side", "Write what you want to say.")
    mother.types("What do you want to say?", "Nobody asked me.")
    mother.presses("Check before you send", "Check what you say", "Nobody asked me.")
    mother.presses("Send it", HERS, "Nobody asked me.")
    page.locator(ITEM_IS_WRONG).click()
    mother.sees("This is wrong", SEEN)
    mother.types("How is it really?", WRONG)
    mother.presses("Check before you send", "Check what you say", WRONG, SEEN)
    mother.presses("Change it", "This is wrong")
    assert page.get_by_label("How is it really?").input_value() == WRONG
    mother.presses("Check before you send", "Check what you say", WRONG)
    mother.presses("Send it", HERS, "that this is wrong.", "You get an answer by")
    assert page.locator(ITEM_IS_WRONG).count() == 0  # asked once, it is not asked again meanwhile
    mother.follows("Complain", "How to complain")
    mother.sees("How to complain", "Ombudsman", "0303 123 1113")


def is_read_by_workers(page: Any, server: str, told: Told, *, has_script: bool) -> None:
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(told.hub[HUB_MANAGER])
    manager.opens(f"/hub/cases/{told.case_id}/told/", "Decided, and who was told")
    manager.sees(
        "Decided, and who was told", "What the family says", "Nobody asked me.", "On their own pages"
    )
    manager.opens(f"/hub/cases/{told.case_id}/pack/", f"The pack: {ROBIN}")
    manager.sees(f"The pack: {ROBIN}", "Nobody asked me.")
    manager.opens("/hub/put-off/", "Who hears it later")


def from_sheet_to_asking(page: Any, server: str, *, has_script: bool = True) -> None:
    told = decided(make_weighing())
    told.let_in(MOTHER)
    lets_her_in(page, server, told, has_script=has_script)
    for walk in (shows, reads, is_read_by_workers):
        page.context.clear_cookies()
        walk(page, server, told, has_script=has_script)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    from_sheet_to_asking(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    from_sheet_to_asking(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    from_sheet_to_asking(plain_phone, live_server.url, has_script=False)
