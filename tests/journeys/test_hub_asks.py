"""A screener opens the gate, is told what is missing, asks the police within it, and takes in what comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairward.exchange.answering.items import pointer
from fairward.hub.enquiries.models import Enquiry
from tests.support.asking import MOTHER, Asking, item, make_asking
from tests.support.hubs import HUB_MANAGER, SCREENER
from tests.support.travelling import carry_due
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
OPEN, GATE, ASKED = "Open the gate: Robin Marsh", "The gate: Robin Marsh", "Asked about Robin Marsh"


def opens_the_gate(page: Any, world: Asking, screener: Walker) -> None:
    screener.opens(f"/hub/cases/{world.case_id}/gate/", GATE)
    screener.presses("Open the gate", OPEN)
    screener.presses(
        "Decide", OPEN, "There is a problem", "Say which level this is.", "Say whether the family was told."
    )
    screener.types("What happened, and what must you find out?", "Robin came to school with bruises.")
    page.get_by_label("Level 3: a child in need (section 17)").check()
    page.get_by_label("Children Act 1989 sections 17 and 27: help for a child in need").check()
    page.get_by_label("Ask about Robin Marsh").check()
    screener.types("Why is Robin Marsh relevant?", "He was hurt.")
    page.get_by_label(f"Ask about {MOTHER}").check()
    screener.types(f"Why is {MOTHER} relevant?", "She lives with him.")
    screener.types("Question 1", "Were you called to the home?")
    page.get_by_label("What sort of information does question 1 ask for?").select_option("incidents")
    screener.types("How many months back do you ask?", "12")
    screener.types("Why so far back, and no further?", "They moved in a year ago.")
    screener.types("Could the family be asked first? Why, or why not?", "She was asked, and knows.")
    page.get_by_label("They agreed to a service").check()
    page.get_by_label("Yes, they were told").check()
    screener.presses("Decide", GATE, "She lives with him.", "Were you called to the home?", "section")


def asks(page: Any, server: str, *, has_script: bool = True) -> None:
    """From the gate to an item on the page."""
    world = make_asking()
    world.agree(world.police)
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(world.hub[SCREENER])
    opens_the_gate(page, world, screener)
    screener.presses("Ask agencies", ASKED)
    screener.follows(f"Ask {world.police.name}", f"Ask {world.police.name}")
    page.get_by_label("Robin Marsh").check()
    page.get_by_label("Were you called to the home?").check()
    check = f"Check the question to {world.police.name}"
    screener.presses("Look at it as they will read it", check, "He was hurt.", "Eastmere sharing agreement")
    screener.presses("Send this question", ASKED, world.police.name, "Asked")
    carry_due(world.hub)
    world.say(world.police, world.open_at(world.police), item(), pointer("Duty desk, 01632 960 555"))
    screener.opens(f"/hub/cases/{world.case_id}/asked/", ASKED)
    screener.presses("Take in what has come", "Answers taken in", "2 items")
    screener.follows("2 items", ASKED)
    screener.sees(
        ASKED, "He was seen alone on the bridge at night.", "Ring: Duty desk, 01632 960 555", "May be shown"
    )
    screener.presses("Everybody has answered: weigh it", ASKED)


def chases(page: Any, server: str, *, has_script: bool = True) -> None:
    """Reminded, told somebody above once it is overdue, decided without, with the reason."""
    world = make_asking()
    world.agree(world.health)
    world.open_gate()
    enquiry_id = world.ask(world.health)
    with world.hub.transaction():
        late = timezone.now() - timedelta(hours=1)
        Enquiry.objects.filter(organisation_id=world.hub.organisation_id, id=enquiry_id).update(
            answer_by=late
        )
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(world.hub[SCREENER])
    screener.opens(f"/hub/cases/{world.case_id}/asked/", ASKED)
    screener.sees(ASKED, "(overdue)")
    title = f"The question to {world.health.name}"
    screener.follows(world.health.name, title)
    screener.types(
        "You reminded them: whom did you reach, and what did they say?", "The duty nurse: in an hour."
    )
    screener.presses("Note that you reminded them", title, "The duty nurse: in an hour.")
    screener.follows("Decide without this answer", f"Decide without {world.health.name}")
    screener.types("Why do you decide without this answer?", "The child is seen today in any case.")
    screener.presses("Decide without it", title, "The child is seen today in any case.")


def notes_an_agreement(page: Any, server: str, *, has_script: bool = True) -> None:
    """A manager notes an agreement as data."""
    world = make_asking()
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(world.hub[HUB_MANAGER])
    manager.opens("/hub/agreements/", "Agreements")
    manager.sees("Agreements", "None noted")
    title = f"Agreement with {world.police.name}"
    manager.follows(world.police.name, title)
    manager.presses("Keep this agreement", title, "There is a problem")
    manager.types("What is the agreement called?", "Tier two, Eastmere")
    for words in (
        "Children Act 1989 sections 17 and 27: help for a child in need", "The child",
        "Incidents with the child or in the household", "For the hub only", "Whether a child is in need (section 17)",
    ):  # fmt: skip
        page.get_by_label(words, exact=True).check()
    manager.types("How many months back at most?", "24")
    manager.types("How long are answers kept?", "28 days")
    manager.types("Who signed it?", "Both chief officers")
    today = timezone.localdate()
    manager.writes_day("When was it signed?", today)
    manager.writes_day("When is it looked at again?", today + timedelta(365))
    manager.types("Clause of the paper: how far back", "5.1")
    manager.presses("Keep this agreement", "Agreements", "Tier two, Eastmere", "Stands")
    manager.follows(world.police.name, title)
    manager.sees(title, "clause 5.1", "at most 24 months")


WALKS = [asks, chases, notes_an_agreement]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_desk(page: Any, live_server: Any, walk: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    asks(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    asks(plain_phone, live_server.url, has_script=False)
