"""Jack moves to another school: the lead chooses passage by passage what goes. On a desk, a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.kernel.vocabulary import Basis, Outcome
from fairward.rules import disclosure
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD
from tests.support.living import Living, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
FILE, BEGIN = (
    "Child protection file of Jack Fairbairn",
    "Send something of the child protection file of Jack Fairbairn",
)
DRAFT, LIST = "Transfer for Hill Top School", "What goes to Hill Top School"
QUESTIONS = "The questions before anything goes to Hill Top School"
TAKE = "I have looked at these: take what is proposed"


def jacks_file(living: Living) -> Any:
    """A hit that was found true, with his uncle's side, and a graze that was explained."""
    saw = Said(basis=Basis.OBSERVED, text="Jack had a bruise on his arm. Amy saw it too.")
    said = Said(basis=Basis.CHILD_SAID, text="My uncle hit me.")
    hit = living.file(living.report(saw, said, children=[living.jack]))[0]
    living.annotate(hit, "His uncle says that it was an accident.")
    living.decide(hit, Outcome.SUBSTANTIATED, "Social care found it true.")
    graze = living.report(Said(basis=Basis.OBSERVED, text="A graze on his knee."), children=[living.jack])
    living.decide(living.file(graze)[0], Outcome.EXPLAINED, "He fell in the playground.")
    return living.file_of(hit)


def begins(lead: Walker, file_id: Any) -> None:
    lead.opens(f"/files/{file_id}/", FILE)
    lead.follows("Send something of this file", BEGIN)
    lead.sees(BEGIN, "No partner yet")
    lead.presses(
        "Go on", BEGIN, "There is a problem", "Choose what you want to do.", "Choose whom it is for."
    )
    lead.page.get_by_label("The child moves to another school").check()
    lead.page.get_by_label("Somebody without Fairward").check()
    lead.types("Name of the organisation", "Hill Top School")
    lead.page.get_by_label("What sort of organisation is it?").select_option(label="School")
    lead.types("Who there reads it?", "Ada Moss, safeguarding lead")
    lead.presses("Go on", DRAFT, "Say whether the family knows.", "Nobody has decided yet about")


def chooses(lead: Walker) -> None:
    """The child's words come first; what was explained stays; one passage goes as a summary only."""
    page = lead.page
    lead.follows("What goes, passage by passage", LIST)
    lead.sees(
        LIST,
        "My uncle hit me.",
        "His uncle says that it was an accident.",
        "It was explained, without concern.",
    )
    titles = page.locator("main section").all_inner_texts()
    assert "My uncle hit me." in titles[0] or "I like my bike" in titles[0]
    lead.presses(TAKE, LIST, "Undo what was decided on this page")
    lead.sees(LIST, "Stays here", "Goes")
    seen = page.locator("main section", has_text="Amy saw it too").filter(has_text="Concern, ")
    seen.first.get_by_role("link").first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    lead.sees(heading, "It was found to be true", "It turned out: substantiated.")
    passage = page.locator("main form section", has_text="Amy saw it too").first
    passage.get_by_label("Only its summary may be shown").check()
    passage.get_by_label("Its summary, for those who may read no more").fill("A bruise was seen.")
    lead.presses("Save what is chosen", LIST)


def answers(lead: Walker) -> None:
    page = lead.page
    lead.follows("All steps", DRAFT)
    lead.sees(DRAFT, "Write the summary of a passage, and of everything that belongs to it.")
    lead.follows("Write the summary of a passage", page_title(lead))
    passage = page.locator("main form section", has_text="Amy saw it too").first
    passage.get_by_label("Summary of what belongs to it", exact=False).first.fill("He has another account.")
    lead.presses("Save what is chosen", LIST)
    lead.follows("All steps", DRAFT)
    lead.follows("The questions, and what the family knows", QUESTIONS)
    page.get_by_label("So that the next school can keep the child safe from the first day").check()
    lead.types("Why do they need it?", "Jack starts there on Monday.")
    page.get_by_label("To safeguard or promote the child's welfare").check()
    for one in disclosure.tests():
        page.get_by_role("group", name=one.question).get_by_label("Yes").check()
    page.get_by_label("Yes, we told them").check()
    lead.presses("Save", DRAFT, "Look for names of other people")


def page_title(lead: Walker) -> str:
    """The heading of the entry that lacks something, which the list of steps does not say."""
    lead.page.locator("main").get_by_role("link", name="Write the summary of a passage").first.click()
    title: str = lead.page.get_by_role("heading", level=1).inner_text()
    lead.page.go_back()
    lead.sees(DRAFT)
    return title


def replaces_names(lead: Walker) -> None:
    page = lead.page
    lead.follows("Names of other people", "Names of other people")
    lead.sees("Names of other people", "Amy (brother or sister)")
    group = page.get_by_role("group", name="Amy (brother or sister)")
    group.get_by_label("Needed: it goes").check()
    lead.presses(
        "I have looked: save",
        "Names of other people",
        "There is a problem",
        "Write why they need the name Amy.",
    )
    page.get_by_role("group", name="Amy (brother or sister)").get_by_label("Not needed: replace it").check()
    lead.presses("I have looked: save", DRAFT, "Nothing is missing.")


def chooses_what_goes(page: Any, server: str, *, has_script: bool = True) -> None:
    living = make_living()
    file_id = jacks_file(living)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    begins(lead, file_id)
    chooses(lead)
    answers(lead)
    replaces_names(lead)
    lead.opens(f"/files/{file_id}/", FILE)
    lead.sees(FILE, "Being prepared for somebody outside")
    lead.follows("Transfer: being prepared", DRAFT)
    lead.follows("Throw this away", "Throw away what is prepared for Hill Top School")
    lead.presses("Throw it away", BEGIN)


def test_on_a_desk(page: Any, live_server: Any) -> None:
    chooses_what_goes(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    chooses_what_goes(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    chooses_what_goes(plain_phone, live_server.url, has_script=False)
