"""A red contact in a morning: it arrives, is opened, triaged and rated; a call comes in; somebody of the public writes.

On a desk, on a phone, and on a phone without script.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.personas import School, make_school
from tests.support.hubs import (
    ANALYST,
    CHILD,
    HUB_MANAGER,
    SCREENER,
    SECOND_SCREENER,
    connect,
    make_hub,
    refer,
)
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
BOARD, PHONE, TELL = "Contacts and cases", "Somebody telephones", "Tell us that you worry about a child"


def red_in_a_morning(page: Any, server: str, *, has_script: bool = True) -> None:
    school, hub = make_school(), make_hub()
    connect(school, hub)
    person = Walker(page, server, has_script=has_script)
    person.signs_in(hub[HUB_MANAGER])
    sets_thresholds(person)
    person.signs_in(hub[SCREENER])
    person.opens("/hub/", BOARD)
    person.sees(BOARD, "The board is empty")
    refer(school, hub, urgent=True)
    person.opens("/hub/", BOARD)
    person.sees(BOARD, "Not opened yet", school.name)
    opens_it(person, school)
    person.follows("Choose which way it goes", "Which way does it go?")
    person.presses("Go this way", "Which way does it go?", "There is a problem", "Choose which way it goes.")
    person.page.get_by_label("Rate it", exact=True).check()
    person.presses("Go this way", CHILD, "Qualified person", "Nobody yet")
    rates_it(person, hub)
    person.opens("/hub/", BOARD)
    person.sees(BOARD, "1 open case", "Red", "Danger", ANALYST.name, CHILD)
    hands_it_over(person)


def sets_thresholds(manager: Walker) -> None:
    title = "Thresholds and hours"
    manager.opens("/hub/practice/", title)
    manager.types("To", "07:00")
    manager.presses("Save a new version", title, "There is a problem", "The hub closes after it opens.")
    manager.types("Threshold document", "Level 4: a child is being hurt, or is likely to be.")
    manager.types("To", "18:00")
    manager.presses("Save a new version", title)
    manager.page.get_by_text("Version 1, since").wait_for()
    manager.sees(title, "The form for the public")


def opens_it(screener: Walker, school: School) -> None:
    screener.follows("Referral", f"Referral from {school.name}")
    screener.presses("Open it", CHILD, "Danger", "We fear that he is being hit at home.", "Reference")
    screener.page.locator("main").get_by_role("link", name="Read all that").click()
    screener.page.get_by_text("A bruise on the left forearm").first.wait_for()
    assert screener.page.get_by_role("heading", level=1).count() == 1
    screener.page.go_back()
    screener.sees(CHILD)


def rates_it(person: Walker, hub: School) -> None:
    person.signs_in(hub[ANALYST])
    person.opens("/hub/", BOARD)
    person.follows(CHILD, CHILD)
    person.follows("Rate it", "Rate it")
    person.unfolds("Threshold document, version 1")
    person.sees("Rate it", "Level 4: a child is being hurt", "We fear that he is being hit at home.")
    assert person.page.locator("input[type=radio]:checked").count() == 0, "nothing is proposed"
    person.presses(
        "Rate it", "Rate it", "There is a problem", "Choose a rating.", "Give the reasons for the rating."
    )
    person.page.get_by_label("Red", exact=True).check()
    person.types("Reasons", "Bruised twice this week; he says that he was hit.")
    person.presses("Rate it", CHILD, "Ratings", "Bruised twice this week", ANALYST.name)


def hands_it_over(person: Walker) -> None:
    person.follows(CHILD, CHILD)
    person.follows("Hand it over", "Hand it over")
    person.page.get_by_label("Who has it from now on?").select_option(
        label=f"{SECOND_SCREENER.name}, hub screener"
    )
    person.types("What must they know and do next?", "The school’s lead is there until four.")
    person.presses("Hand it over", BOARD, SECOND_SCREENER.name)


def by_telephone_and_from_the_public(page: Any, server: str, *, has_script: bool = True) -> None:
    hub = make_hub()
    anybody = Walker(page, server, has_script=has_script)
    anybody.opens(f"/open/tell/{hub.organisation_id}/", TELL)
    anybody.sees(TELL, "999", hub.name)
    anybody.presses("Send it", TELL, "There is a problem", "Write what worries you.")
    page.get_by_label("No", exact=True).check()
    anybody.types("What worries you?", "Ivy stands outside in the rain for hours.")
    anybody.types("What is the child’s name?", "Ivy Stone")
    anybody.types("Your name", "Joan Quix")
    anybody.presses("Send it", "We have it", "Your reference", "The family is not told who wrote this.")
    anybody.signs_in(hub[SCREENER])
    anybody.opens("/hub/telephone/", PHONE)
    page.get_by_label("Yes, or it may be", exact=True).check()
    anybody.types("What do they tell you?", "Her neighbour hears screaming now.")
    anybody.types("The child’s name", "Ivy Stone")
    anybody.presses("Keep it", "Emergency: act first", "999")
    anybody.presses("Somebody was called", BOARD, "2 open cases", "Reasons to be written")
    anybody.follows("Ivy Stone", "Write the reasons")  # what waits for somebody stands first, and leads there
    anybody.types("Who was called, what was done, and why could it not wait?", "Police, at once.")
    anybody.presses("Keep the reasons", "Ivy Stone", "Police, at once.")
    together(anybody)


def together(screener: Walker) -> None:
    title = "Cases that may belong together"
    screener.follows(title, title)
    screener.sees(title, "Somebody of the same name; a date of birth is not known")
    screener.follows("Ivy Stone", "Do these belong together?")
    screener.sees("Do these belong together?", "screaming now", "in the rain")
    screener.page.get_by_label("The same matter, told twice").check()
    screener.presses("Decide", title, "What was decided", "The same matter")
    screener.opens("/hub/", BOARD)
    screener.sees(BOARD, "2 open cases")


def something_is_missing(page: Any, server: str, *, has_script: bool = True) -> None:
    hub = make_hub()
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(hub[SCREENER])
    screener.opens("/hub/telephone/", PHONE)
    page.get_by_label("No", exact=True).check()
    screener.types("What do they tell you?", "A boy sleeps in the bus shelter.")
    page.locator("main").get_by_role("button", name="Keep it").click()
    page.get_by_text("Before it can go on").wait_for()
    page.locator("main").get_by_role("link", name="Ask for the one missing thing").click()
    screener.sees("Ask for the one missing thing")
    page.get_by_label("Who the child is", exact=True).check()
    screener.types("What do you ask them?", "What does he look like?")
    page.locator("main").get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("Waits for one missing thing").first.wait_for()
    page.locator("main").get_by_role("link", name="Add a child or an adult").click()
    screener.sees("Add a child or an adult")
    page.get_by_label("A child", exact=True).check()
    screener.types("If nobody knows the name: what do they look like?", "A boy of ten, red coat")
    screener.presses("Add", "A boy of ten, red coat")
    screener.follows("The missing thing has come", "The missing thing has come")
    screener.types("What did they tell you?", "Ten, a red coat.")
    screener.presses("Go on", "A boy of ten, red coat", "To be triaged")
    screener.follows("Choose which way it goes", "Which way does it go?")
    page.get_by_label("Advice, child not named", exact=True).check()
    screener.presses("Go this way", "Which way does it go?", "There is a problem", "Write what you advised.")
    screener.types("Note", "Ring 999 when he is there.")
    page.locator("main").get_by_role("button", name="Go this way").click()
    page.get_by_text("Only advice was given. What came in was destroyed.").wait_for()
    assert "red coat" not in page.locator("main").inner_text()


WALKS = (red_in_a_morning, by_telephone_and_from_the_public, something_is_missing)
test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(*WALKS)
