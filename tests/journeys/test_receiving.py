"""A file arrives from another school: opened, read, matched to a child, sorted, taken in. Desk, phone, without script."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fairward.kernel.vocabulary import Label
from fairward.people.actions import add_child as put_on_roll
from fairward.people.identity import ChildIdentity
from tests.personas import ADMINISTRATOR, DEPUTY, LEAD, School, make_school
from tests.support import packages
from tests.support.packages import EXPLAINED, SAW, attachment
from tests.support.sent_packages import arrives, chosen, friends, numbered, package
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
TITLE = "Transfer of a file from Marsh Lane School"
SORT, CHECK = "Where does each note go?", "Check before anything enters a file"


def sent(ours: School, theirs: School) -> None:
    """A note, another one that does not belong here, and something for the deputy alone."""
    first, second = packages.entry(), numbered(packages.entry(), 700)
    secret = chosen(numbered(packages.entry(), 800), Label.SEALED)
    made = package(
        ours, theirs, [chosen(first), chosen(second), secret], attached=[attachment()], is_drawn=True, named=DEPUTY.name
    )  # fmt: skip
    arrives(ours, theirs, made)


def on_roll(school: School) -> None:
    with school.transaction():
        robin = ChildIdentity("Robin", "Marsh", born_on=date(2015, 3, 3), class_name="4B")
        put_on_roll(by=school.actor(ADMINISTRATOR), identity=robin, year_group=4)


def takes_in_a_file(page: Any, server: str, *, has_script: bool = True) -> None:
    ours, theirs = friends(make_school("Marsh Lane School"), make_school("Hill Top School"))
    sent(ours, theirs)
    on_roll(theirs)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(theirs[LEAD])
    page.goto(server + "/")
    page.locator("main").get_by_role("link", name="What has arrived").first.click()
    lead.sees("What has arrived", "1 package")
    lead.follows(TITLE, TITLE)
    lead.sees(TITLE, "It is sealed", "with your name")
    lead.presses(
        "Open it",
        TITLE,
        "Nothing of this is in a file yet",
        "nobody has said yet",
        "4 passages are for named",
    )
    lead.follows("Read all of it", "Transfer from Marsh Lane School")
    lead.sees(
        "Transfer from Marsh Lane School",
        SAW,
        EXPLAINED,
        "Nothing here is an observation of yours",
        "drawing.txt",
    )
    page.go_back()
    lead.follows("Say which child here it is about", "Which child is it?")
    lead.presses(
        "Go on", "Which child is it?", "There is a problem", "Choose a child, or look for one by name."
    )
    lead.sees(
        "Which child is it?",
        "Robin Marsh, Year 4, 4B, born 3 March 2015: the same name and the same date of birth",
    )
    page.get_by_label("Robin Marsh, Year 4, 4B", exact=False).first.check()
    lead.presses("Go on", TITLE, "Robin Marsh")
    lead.follows("Decide where each note goes", SORT)
    group = page.get_by_role("group", name="Where does note 2 go?")
    group.get_by_label("It stays out of the files").check()
    lead.presses("Check what you decided", SORT, "There is a problem", "Say why it stays out.")
    lead.types("If note 2 stays out: why?", "It is about another child.")
    lead.presses(
        "Check what you decided",
        CHECK,
        "Into the child protection file",
        "Stays out: It is about another child.",
    )
    lead.sees(CHECK, "This cannot be undone", "Marsh Lane School is told")
    lead.presses("Take it in as decided", TITLE, "Accepted", "1 note", "It is about another child.")
    page.locator("main").get_by_role("link", name="Entry 1 in the child protection file").click()
    title = "Received from another organisation about Robin Marsh"
    lead.sees(
        title,
        "Written at Marsh Lane School",
        SAW,
        EXPLAINED,
        "not an observation of ours",
        "their outcome: explained",
    )
    lead.sees(
        title,
        "Seen or heard (at Marsh Lane School)",
        "drawing.txt",
        "Kim Lee, class teacher, Marsh Lane School",
    )
    assert page.get_by_role("link", name="Correct this entry").count() == 0


def refuses_what_is_not_theirs(page: Any, server: str, *, has_script: bool = True) -> None:
    """A child whom nobody knows: found by nobody, added, asked about, and refused in the end."""
    ours, theirs = friends(make_school("Marsh Lane School"), make_school("Hill Top School"))
    sent(ours, theirs)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(theirs[DEPUTY])
    lead.opens("/exchange/arrived/", "What has arrived")
    lead.follows(TITLE, TITLE)
    lead.presses("Open it", TITLE)
    lead.follows("Say which child here it is about", "Which child is it?")
    lead.sees("Which child is it?", "No child here has this name")
    lead.types("Or look for a child by name", "Nobody")
    lead.presses("Go on", "Which child is it?")
    page.get_by_label("None of these: add the child to the roll").check()
    lead.presses("Go on", TITLE, "Robin Marsh, born 3 March 2015")
    lead.follows("Ask the sender something", "Ask Marsh Lane School")
    lead.presses(
        "Send the question", "Ask Marsh Lane School", "There is a problem", "Write what you ask them."
    )
    lead.types("What do you ask them?", "Is it the Robin of Ford Street?")
    lead.presses("Send the question", TITLE, "Queried")
    lead.follows("Refuse it", "Refuse what Marsh Lane School sent")
    lead.sees("Refuse what Marsh Lane School sent", "This cannot be undone")
    lead.types("Why do you not take it?", "This child does not come to us.")
    lead.presses("Refuse it", TITLE, "Refused")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(
    takes_in_a_file, refuses_what_is_not_theirs
)
