"""Correcting an entry: explanations stay beside their claim, a decision can be corrected, empty rows are none."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client

from fairward.files import actions as files
from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import AnnotationKind, Basis
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def lead(school: School) -> Client:
    from tests.personas import LEAD, sign_in

    return sign_in(Client(), school[LEAD])


@pytest.fixture
def entry(school: School, amy: UUID) -> UUID:
    """A bruise that was explained, and a guess that rests on it."""
    from tests.personas import LEAD, TEACHER

    seen = casework.said("A bruise\non the left arm.")
    guess = casework.said("Somebody held her.", Basis.OPINION, because=[seen.id])
    with school.transaction():
        actor = school.actor(LEAD)
        [made] = casework.file(actor, casework.report(school.actor(TEACHER), [amy], seen, guess))
        shown, opened, _ = entry_for(actor, made, casework.WHY)
        files.annotate(
            by=actor, file=opened, entry_id=made, kind=AnnotationKind.EXPLANATION, text="She fell.",
            statement_id=shown.statements[0].id,
        )  # fmt: skip
    return made


def form_of(page: str) -> dict[str, str]:
    """What a browser would send back of the statements on the page."""
    found = dict(re.findall(r'type="hidden" name="(statement-[^"_]*)" id="[^"]*" value="([^"]*)"', page))
    found |= dict(re.findall(r'name="(statement-\w+_FORMS)"[^>]*value="(\d+)"', page))
    for name, text in re.findall(
        r'<textarea[^>]*name="(statement-\d+-text)"[^>]*>\n?([^<]*)</textarea>', page
    ):
        found[name] = html.unescape(text).replace("\n", "\r\n")
    radios = r'name="(statement-\d+-basis)" type="radio" value="(\d)" checked'
    return found | dict(re.findall(radios, page))


def correct(lead: Client, entry: UUID, **changes: str) -> Any:
    typed = form_of(lead.get(f"/entries/{entry}/correct/").content.decode())
    return lead.post(f"/entries/{entry}/correct/", {**typed, "reason": "It was wrong", **changes})


def test_a_statement_that_an_opinion_rests_on_can_be_corrected(
    school: School, lead: Client, entry: UUID
) -> None:
    from tests.personas import LEAD

    assert correct(lead, entry, **{"statement-0-text": "A bruise on the right arm."}).status_code == 302
    with school.transaction():
        shown, *_ = entry_for(school.actor(LEAD), entry, casework.WHY)
    bruise, guess = shown.statements
    assert bruise.text == "A bruise on the right arm."
    assert [note.text for note in bruise.annotations] == ["She fell."]
    assert guess.rests_on == ("“A bruise on the right arm.”",)


def test_another_basis_makes_another_claim_and_the_explanation_stays_with_the_entry(
    school: School, lead: Client, entry: UUID
) -> None:
    from tests.personas import LEAD

    told = {"statement-0-basis": "3", "statement-0-source": "Her aunt"}
    assert correct(lead, entry, **told).status_code == 302
    with school.transaction():
        shown, *_ = entry_for(school.actor(LEAD), entry, casework.WHY)
    assert shown.statements[0].basis_words == "told by Her aunt"
    assert [note.text for note in shown.annotations] == ["She fell."]
    assert shown.statements[1].rests_on


def test_a_decision_can_be_corrected(school: School, lead: Client, entry: UUID) -> None:
    from tests.personas import LEAD

    with school.transaction():
        casework.decide(school.actor(LEAD), entry)
        decision = files_of(school, entry)
    assert correct(lead, decision, **{"statement-0-text": "It fits what she says."}).status_code == 302
    page = lead.get(f"/entries/{decision}/").content.decode()
    assert "It fits what she says." in page
    assert "Because of" in page


def files_of(school: School, entry: UUID) -> UUID:
    from fairward.files.queries import follow_ups_for
    from tests.personas import LEAD

    actor = school.actor(LEAD)
    _, opened, _ = entry_for(actor, entry, casework.WHY)
    return follow_ups_for(actor, opened, entry, casework.WHY)[-1].id


def test_a_row_that_was_left_empty_is_none(lead: Client, amy: UUID) -> None:
    """A second empty statement once ended in an error page."""
    typed = {"kind": "4", "occurred_on-day": "1", "occurred_on-month": "3", "occurred_on-year": "2026", "where": "",
             "statement-TOTAL_FORMS": "2", "statement-INITIAL_FORMS": "0", "statement-0-basis": "1",
             "statement-0-text": "We talked.", "statement-1-text": "", "statement-1-source": ""}  # fmt: skip
    assert lead.post(f"/children/{amy}/add/welfare/", typed).status_code == 302
