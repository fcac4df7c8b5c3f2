"""A mother and a young person on their phones: read, answer, put right, ask who looked, leave at once; without script too."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.families.vocabulary import AccessGround
from tests.support.families import let_in, persona
from tests.support.living import MOTHER, SAW, Living, busy, make_living
from tests.support.showing import lasting, show
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
WORDS = "He fell off his bike on Sunday. I was there."
SECRET = "I do not want to go home on Friday."
TITLE = "A worry that was written down"


def a_family() -> tuple[Living, Any]:
    """A school at work; a mother and a young person who are each shown the same entry."""
    living = busy(make_living())
    show(living, living.ids["entry"], living.mother, persona(MOTHER))
    amy = let_in(living.school, living.amy, [living.amy], "Amy Fairbairn", AccessGround.SELF)
    show(living, living.ids["entry"], living.amy, amy)
    return living, amy


def comes_in(walker: Walker, living: Living, who: Any) -> None:
    """From home over the page before the record to what is recorded."""
    walker.signs_in(living.school[who])
    walker.opens("/", "Your pages")
    walker.page.locator("main h2 a").first.click()
    walker.sees("Before you read", "You can stop", "Who can help")
    walker.presses("I am ready to read", "What is recorded", SAW, "This is what somebody thinks.")


def is_stopped(walker: Walker, title: str, *words: str) -> None:
    """The same page comes again with what is wrong: its heading alone would not tell that it is there yet."""
    walker.page.get_by_role("button", name="Check before you send").click()
    walker.page.locator(".govuk-error-summary").wait_for()
    if walker.has_script:
        walker.page.evaluate(
            "window.scrollTo(0, 0)"
        )  # the summary took focus: a link may lie half below the bar
    walker.sees(title, *words)


def a_mother_reads_and_answers(page: Any, server: str, *, has_script: bool = True) -> None:
    living, _ = a_family()
    mother = Walker(page, server, has_script=has_script)
    comes_in(mother, living, persona(MOTHER))
    mother.follows("Answer this", TITLE)
    mother.follows("Say my side", "Say my side")
    is_stopped(mother, "Say my side", "Write what you want to say.")
    mother.types("What do you want to say?", WORDS)
    mother.presses("Check before you send", "Check what you say", WORDS)
    mother.presses("Change it", "Say my side")
    assert page.get_by_label("What do you want to say?").input_value() == WORDS
    mother.presses("Check before you send", "Check what you say", WORDS)
    mother.presses("Send it to the school", "My side", WORDS, "The school has received this.")
    mother.opens(f"/family/{living.amy}/where/", "Where it went")
    mother.opens(f"/family/{living.amy}/people/", "People around me")
    mother.opens("/family/safe/", "Stay safe")
    mother.opens("/family/guide/", "How this works")


def a_mother_puts_it_right(page: Any, server: str, *, has_script: bool = True) -> None:
    living, _ = a_family()
    mother = Walker(page, server, has_script=has_script)
    comes_in(mother, living, persona(MOTHER))
    mother.follows("Answer this", TITLE)
    mother.follows("Put this right", "Put this right")
    is_stopped(mother, "Put this right", "Say what is wrong.")
    page.get_by_label("It is not true").check()
    page.get_by_label("How is it really?").fill("It was the right arm.")
    mother.presses("Check before you send", "Check what you ask", "It was the right arm.")
    mother.presses(
        "Send it to the school", "You asked to put something right", "The school must answer you by"
    )
    mother.opens(f"/family/{living.amy}/", "What is recorded")
    mother.sees("What is recorded", "Being checked since")
    mother.opens("/family/requests/", "My requests")


def a_mother_does_not_recognise_a_look(page: Any, server: str, *, has_script: bool = True) -> None:
    living, _ = a_family()
    mother = Walker(page, server, has_script=has_script)
    comes_in(mother, living, persona(MOTHER))
    mother.follows("Who looked", "Who looked")
    mother.sees("Who looked", "Designated safeguarding lead", "Why:", "When you looked")
    mother.follows("I don’t recognise this", "I don’t recognise this")
    page.locator("main textarea").fill("Who was that?")
    mother.presses("Ask about this look", "You asked about somebody who looked", "Who was that?")


def a_young_person_says_her_side_in_confidence(page: Any, server: str, *, has_script: bool = True) -> None:
    living, amy = a_family()
    mother = Walker(page, server, has_script=has_script)
    comes_in(mother, living, persona(MOTHER))
    before = all_pages(mother, living)
    girl = Walker(page, server, has_script=has_script)
    comes_in(girl, living, amy)
    girl.follows("Answer this", TITLE)
    girl.follows("Say my side", "Say my side")
    page.get_by_label("Scared", exact=True).check()
    girl.types("What do you want to say?", SECRET)
    page.get_by_label("Keep this between me and school").check()
    girl.presses("Check before you send", "Check what you say", SECRET, "Scared", "Between you and school")
    girl.presses("Send it to the school", "My side", SECRET)
    mother.signs_in(living.school[persona(MOTHER)])
    mother.opens("/family/before/", "Before you read")
    mother.presses("I am ready to read", "Your pages")
    assert all_pages(mother, living) == before


def all_pages(mother: Walker, living: Living) -> list[str]:
    """What the server sends her, of every page about the child."""
    parts = ("", "looks/", "where/", "sides/", "people/", f"entries/{living.ids['entry']}/")
    got = [mother.page.request.get(f"{mother.server}/family/{living.amy}/{part}") for part in parts]
    assert [one.status for one in got] == [200] * len(parts)
    return [lasting(one.text()) for one in got]


WALKS = [
    a_mother_reads_and_answers,
    a_mother_puts_it_right,
    a_mother_does_not_recognise_a_look,
    a_young_person_says_her_side_in_confidence,
]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_on_a_phone(phone: Any, live_server: Any, walk: Any) -> None:
    walk(phone, live_server.url)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_without_script_on_a_phone(plain_phone: Any, live_server: Any, walk: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    a_mother_reads_and_answers(page, live_server.url)


@pytest.mark.parametrize("how", ["button", "keyboard"])
def test_leaving_at_once_hides_and_locks(phone: Any, live_server: Any, how: str) -> None:
    """The neutral page cannot be reached here: what matters is that nothing stays, and that "back" finds a lock."""
    living, _ = a_family()
    mother = Walker(phone, live_server.url)
    comes_in(mother, living, persona(MOTHER))
    with phone.expect_request(lambda one: one.url.startswith("https://www.bbc.co.uk/weather")) as left:
        if how == "button":
            phone.get_by_role("button", name="Exit this page").first.click(no_wait_after=True)
        else:
            for _ in range(3):
                phone.keyboard.press("Shift")
    assert "referer" not in left.value.headers
    later = phone.context.new_page()
    later.goto(f"{live_server.url}/family/{living.amy}/")
    later.get_by_role("heading", level=1, name="Type your passphrase").wait_for()
    assert SAW not in later.content()
