"""Put right from the gate to the answer: a supervisor notes it, a lead decides it, the officer keeps the clocks."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.report_answers import Said
from tests.personas import DPO, LEAD, SUPERVISOR
from tests.support.living import SAW, THOUGHT, Living, make_living, tell_social_care
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "She had ink on her sleeve."


def a_school() -> Living:
    living = make_living()
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    thought = Said(basis=Basis.OPINION, text=THOUGHT, because=[observed.id])
    living.ids["entry"] = living.file(living.report(observed, thought))[0]
    tell_social_care(living, living.ids["entry"])
    return living


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = a_school()
    walker = Walker(page, server, has_script=has_script)
    notes_what_was_said_at_the_gate(walker, living)
    decides_it(walker, living)
    tells_whoever_received_it(walker)
    works_at_the_officers_desk(walker, living)


def notes_what_was_said_at_the_gate(walker: Walker, living: Living) -> None:
    walker.signs_in(living.school[SUPERVISOR])
    walker.opens("/rights/note/", "Note a request, a complaint or a breach")
    walker.presses("Note it", "Note a request, a complaint or a breach", "Choose what it is.")
    walker.page.get_by_label("Something that is recorded is wrong").check()
    walker.types("What did they say, or what happened?", "It was ink, she painted that morning.")
    walker.types("Who asks, and how can they be reached?", "Her mother, 07700 900461")
    walker.page.locator("#id_child").fill("Amy Fairbairn")
    walker.presses("Note it", "Noted as R-1", "A safeguarding lead checks it.", "1 month from")


def decides_it(walker: Walker, living: Living) -> None:
    page = walker.page
    walker.signs_in(living.school[LEAD])
    walker.opens("/put-right/", "Put right")
    walker.follows("R-1", "Put right R-1")
    walker.follows("Say which statement is meant", "Which statement is meant in R-1?")
    page.get_by_label("bruise on his left arm").check()
    page.get_by_label("It is not true").check()
    walker.presses("This is meant", "Put right R-1", "Being checked since", "It was ink")
    walker.presses("Decide", "Decide R-1")
    page.get_by_label("They are right: it is put right").check()
    page.get_by_label("It is replaced by what is right").check()
    walker.unfolds("What is right instead")
    walker.types("What is right", RIGHT)
    walker.presses("Continue", "Decide R-1", "Write your reasons.")
    assert page.get_by_label("What is right", exact=True).input_value() == RIGHT
    walker.types("Your reasons", "The art teacher remembers it.")
    walker.types("What you tell the person who asked", "You were right. We have changed it.")
    walker.presses("Continue", "Check before it leaves: R-1", RIGHT, "You were right. We have changed it.")
    walker.presses("Decide and answer", "Put right R-1", "Put right", RIGHT, "The art teacher remembers it.")
    assert SAW not in page.locator("main").inner_text()
    walker.opens(f"/entries/{living.ids['entry']}/versions/", "Versions of an entry about Amy Fairbairn")
    walker.sees("Versions of an entry about Amy Fairbairn", "withdrawn after a correction")


def tells_whoever_received_it(walker: Walker) -> None:
    walker.opens("/put-right/", "Put right")
    walker.follows("R-1", "Put right R-1")
    walker.sees("Put right R-1", "Northfield social care", "not told yet")
    walker.follows("Note that they were told", "Told about R-1")
    walker.presses("Save", "Told about R-1", "Enter the day on which you told them")
    walker.writes_day("Told on", timezone.localdate())
    walker.writes_day("They said that they know on", timezone.localdate())
    walker.presses("Save", "Put right R-1", "knows since", "Closed")


def works_at_the_officers_desk(walker: Walker, living: Living) -> None:
    page = walker.page
    walker.signs_in(living.school[DPO])
    walker.opens("/rights/", "Requests, complaints and breaches")
    walker.follows("Note a request, a complaint or a breach", "Note a request, a complaint or a breach")
    page.get_by_label("Something was lost, sent to the wrong person").check()
    walker.types("What did they say, or what happened?", "A list of names was left on the bus.")
    walker.presses("Note it", "Noted as R-2", "72 hours")
    walker.opens("/rights/", "Requests, complaints and breaches")
    walker.follows("R-2", "R-2: breach")
    walker.follows("Assess it", "Assess R-2")
    page.get_by_label("Children", exact=True).check()
    page.get_by_label("Names and contact details").check()
    page.get_by_label("A risk to people is not likely").check()
    walker.presses("Save", "Assess R-2", "Write why you judge the risk like this.")
    walker.types("Why do you judge it like this?", "The driver brought it back.")
    walker.presses("Save", "R-2: breach", "The driver brought it back.")
    walker.follows("Close it", "Close the breach: R-2")
    walker.types("What is learned from it?", "Lists stay in the office.")
    walker.presses("Close the breach", "R-2: breach", "Lists stay in the office.", "no likely risk")
    walker.opens("/rights/breaches/", "Register of breaches")
    answers_a_complaint(walker, living)


def answers_a_complaint(walker: Walker, living: Living) -> None:
    from fairward.cases.vocabulary import CaseKind

    living.note(CaseKind.COMPLAINT, "They read my letter aloud.")
    walker.opens("/rights/", "Requests, complaints and breaches")
    walker.follows("R-3", "R-3: complaint about data protection")
    walker.follows("Confirm that it arrived", "Confirm that it arrived: R-3")
    walker.types("What do you tell them?", "We have it and look into it.")
    walker.presses(
        "Confirm that it arrived", "R-3: complaint about data protection", "Done what the clock asks for"
    )
    walker.follows("Write a note, a question or an answer", "Write into R-3")
    walker.page.get_by_label("A note", exact=True).check()
    walker.types("Write it down", "Spoke with the office.")
    walker.presses("Save", "R-3: complaint about data protection", "Spoke with the office.")
    walker.follows("What we found out about your complaint", "What we found out about your complaint")
    walker.opens("/rights/", "Requests, complaints and breaches")
    walker.follows("R-3", "R-3: complaint about data protection")
    walker.follows("Answer and close", "Answer and close: R-3")
    walker.page.get_by_label("Explained").check()
    walker.types("What do you tell them?", "This is what we found.")
    walker.presses("Answer and close", "R-3: complaint about data protection", "This is what we found.")


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
