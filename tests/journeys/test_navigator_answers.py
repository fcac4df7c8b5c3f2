"""A navigator opens a question on a phone: nothing relevant in one click; known to us; an item past its warnings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.asking import Asking, make_asking
from tests.support.hubs import NAVIGATOR
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
LIST, ASKED, WRITE, CHECK = (
    "Questions to answer", "A question about Robin Marsh", "Write what is relevant", "Check your answer",
)  # fmt: skip


def asked(page: Any, server: str, *, has_script: bool) -> tuple[Asking, Walker]:
    world = make_asking()
    world.agree(world.police)
    world.open_gate()
    world.ask(world.police)
    navigator = Walker(page, server, has_script=has_script)
    navigator.signs_in(world.police[NAVIGATOR])
    navigator.opens("/questions/", LIST)
    navigator.presses("Open what is new", LIST, world.hub.name, "1 question")
    navigator.follows(world.hub.name, ASKED)
    navigator.sees(
        ASKED,
        "Were you called to the home?",
        "Anna Marsh is part of it.",
        "Robin came to school with bruises.",
    )
    return world, navigator


def nothing_is_relevant(page: Any, server: str, *, has_script: bool = True) -> None:
    """One click on the question."""
    _, navigator = asked(page, server, has_script=has_script)
    navigator.presses(
        "Nothing relevant", "Answered: nothing relevant", "Nothing of the question is kept here"
    )
    navigator.opens("/questions/answered/", "Questions that are over")
    navigator.follows("Eastmere Safeguarding Hub", "What you answered")
    navigator.sees("What you answered", "Nothing else is kept here")


def known_and_an_item(page: Any, server: str, *, has_script: bool = True) -> None:
    """Known to us, whom to ring; then an item that meets a warning, is explained, and goes."""
    _, navigator = asked(page, server, has_script=has_script)
    navigator.types("Whom should the hub ring?", "Public protection desk, 01632 960 555")
    navigator.presses("Go on with “known to us”", CHECK, "Ring: Public protection desk, 01632 960 555")
    navigator.follows("Write another item", WRITE)
    navigator.presses("Keep this item", WRITE, "There is a problem", "Say what it is")
    page.get_by_label("Fact: we saw, heard or did it ourselves").check()
    navigator.types("The item, in a few sentences", "A neighbour rang. We went, and an arrest was made.")
    for part, number in (("day", "3"), ("month", "4"), ("year", "2020")):
        page.locator(f"[name=happened_on-{part}]").fill(number)
    page.get_by_label("Robin Marsh, the child").check()
    navigator.types("Why does it matter for this child now?", "He was at home.")
    page.get_by_label("For the hub only", exact=True).check()
    navigator.presses(
        "Keep this item",
        WRITE,
        "There is a problem",
        "older than the question asks for",
        "arrested and never charged",
    )
    navigator.types("If there is a warning: why does it matter all the same?", "It is the same man as today.")
    navigator.presses("Keep this item", CHECK, "It is the same man as today.", "For the hub only")
    navigator.presses("Send this answer", "Answer sent")
    navigator.opens("/questions/answered/", "Questions that are over")
    navigator.follows("Eastmere Safeguarding Hub", "What you answered")
    navigator.sees("What you answered", "We went, and an arrest was made.", "Add to this answer")


def declines(page: Any, server: str, *, has_script: bool = True) -> None:
    """With a reason; without one it is not sent."""
    _, navigator = asked(page, server, has_script=has_script)
    navigator.follows("Decline to answer", "Decline to answer")
    navigator.presses("Decline", "Decline to answer", "There is a problem", "Say why you do not answer.")
    navigator.types("Why do you not answer?", "A court has asked us to say nothing.")
    navigator.presses("Decline", "Declined", "Nothing of the question is kept here")


WALKS = [nothing_is_relevant, known_and_an_item, declines]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_phone(phone: Any, live_server: Any, walk: Any) -> None:
    walk(phone, live_server.url)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    known_and_an_item(page, live_server.url)


@pytest.mark.parametrize("walk", [nothing_is_relevant, known_and_an_item], ids=lambda walk: walk.__name__)
def test_without_script_on_a_phone(plain_phone: Any, live_server: Any, walk: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
