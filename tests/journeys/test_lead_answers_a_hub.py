"""A lead answers a hub: nothing relevant in one click, or from the file by choice. On a desk, a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.rules import disclosure
from tests.personas import LEAD
from tests.support.answering_school import AMY, Answering, make_answering
from tests.support.living import SAID, SAW
from tests.support.travelling import carry_due
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
LIST, ASKED, CHILD, WHO = (
    "A hub asks about a child", f"A question about {AMY}", "Which child is it?", f"An answer about {AMY}",
)  # fmt: skip
HUB = "Eastmere Safeguarding Hub"
DRAFT, PASSAGES = f"Answer to an enquiry for {HUB}", f"What goes to {HUB}"
QUESTIONS, NAMES = f"The questions before anything goes to {HUB}", "Names of other people"
READ, GONE = (
    "Answer to an enquiry from Millbrook Primary School",
    f"Answer to an enquiry to {HUB}, Hub manager",
)


def asked(page: Any, server: str, *, has_script: bool) -> tuple[Answering, Walker]:
    world = make_answering()
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(world.living.school[LEAD])
    lead.opens("/", "What needs me")
    lead.sees("What needs me", LIST, "1 question not opened yet")
    lead.opens("/hub-questions/", LIST)
    lead.presses("Open what is new", LIST, HUB, "1 question")
    lead.follows(HUB, ASKED)
    lead.sees(ASKED, "Has Amy been hurt?", "Morag Fairbairn", "Amy came to school with a bruise.")
    return world, lead


def nothing_is_relevant(page: Any, server: str, *, has_script: bool = True) -> None:
    """One click on the question."""
    _, lead = asked(page, server, has_script=has_script)
    lead.presses("Nothing relevant", "Answered: nothing relevant", "Nothing of the question is kept here")
    lead.opens("/hub-questions/answered/", "Questions that were answered")
    lead.sees("Questions that were answered", HUB, "Answered: nothing relevant", "by Amira Khan")


def from_the_file(page: Any, server: str, *, has_script: bool = True) -> None:
    """Which child, who is who, passage by passage, read through, sent; then the hub holds what was chosen."""
    world, lead = asked(page, server, has_script=has_script)
    lead.presses("Choose from the file", CHILD)
    lead.sees(CHILD, "These children may be meant", "the same name")
    lead.presses("Go on", CHILD, "There is a problem", "Choose a child, or look for one by name.")
    page.get_by_label(AMY, exact=False).first.check()
    lead.presses("Go on", WHO, "Who is Morag Fairbairn here?")
    page.get_by_label("The child protection file", exact=False).check()
    lead.presses("Choose what goes", DRAFT, "Has Amy been hurt?", "Nobody has decided yet about")
    lead.follows("What goes, passage by passage", PASSAGES)
    decides(lead)
    lead.follows("All steps", DRAFT)
    lead.follows("The questions, and what the family knows", QUESTIONS)
    page.get_by_label("To safeguard or promote the child's welfare").check()
    for one in disclosure.tests():
        page.get_by_role("group", name=one.question).get_by_label("Yes").check()
    lead.presses("Save", DRAFT, "Look for names of other people")
    lead.follows(NAMES, NAMES)
    lead.presses("I have looked: save", DRAFT, "Nothing is missing.")
    lead.follows("Read it as they will, then send it", READ)
    lead.sees(READ, SAW, "What would the reader think of this child?")
    page.locator("main").get_by_role("button", name="I have read it as its reader will").click()
    page.wait_for_load_state()
    address = page.url.removeprefix(server).replace("/read/", "/send/")
    lead.opens(address, f"Check before it goes to {HUB}")
    lead.presses("Send it now", GONE, "They asked", "Has Amy been hurt?", SAW)
    carry_due(world.living.school)
    (taken,) = world.asking.take()
    assert (taken.items, taken.left_out) == (2, 0)
    assert {one.claim.text for one in world.asking.items().items} == {SAW, SAID}


def decides(lead: Walker) -> None:
    """What was seen and what she said goes; what somebody thought stays."""
    lead.page.locator("main section h2 a").first.click()
    title = lead.page.get_by_role("heading", level=1).inner_text()
    lead.sees(title, "Who helps the family?", "Only what they need goes.")
    sections = lead.page.locator("main form section")
    for place, goes in enumerate((False, True, True, False)):
        one = sections.nth(place)
        one.get_by_label("It goes" if goes else "It stays here", exact=True).check()
        if goes:
            one.get_by_label("May be shown", exact=True).check()
            one.get_by_label("Your reason, in your own words").fill("It answers the first question.")
        else:
            one.get_by_label("Why does it stay here?").select_option(index=1)
    lead.presses("Save what is chosen", PASSAGES, "2 of 4 go")


@pytest.mark.parametrize("walk", [nothing_is_relevant, from_the_file], ids=lambda walk: walk.__name__)
def test_on_a_phone(phone: Any, live_server: Any, walk: Any) -> None:
    walk(phone, live_server.url)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    from_the_file(page, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    from_the_file(plain_phone, live_server.url, has_script=False)
