"""Promise 8, put right: what was found wrong is in no ordinary view, on paper or on screen, and whoever received it is told."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pypdf import PdfReader

from fairward.cases.asking_actions import ask_to_correct
from fairward.cases.correcting_queries import correction_for, recipients_in
from fairward.cases.deciding_actions import decide_correction
from fairward.cases.desk_queries import CaseFilter, case_desk_for
from fairward.cases.ruling import Ruling
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, WhatIsWrong
from fairward.files.correcting import Typed
from fairward.files.queries import entry_for, versions_for
from fairward.files.search_queries import search_for
from fairward.kernel.vocabulary import Basis, Outcome
from fairward.school.concerns.report_answers import Said
from tests.personas import DPO, LEAD, SUPERVISOR, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, WHY, Living, make_living, tell_social_care
from tests.support.showing import show

WRONG, RIGHT = "Her uncle kicked the gate and shouted.", "Somebody nobody knew kicked the gate."
STAYS = "She came late."
INSIDE = {"for_whom": "inside"}


@pytest.fixture
def living(transactional_db: None) -> Living:
    return make_living()


@pytest.fixture
def entry(living: Living) -> UUID:
    wrong = Said(basis=Basis.OBSERVED, text=WRONG)
    opinion = Said(basis=Basis.OPINION, text="The family is violent.", because=[wrong.id])
    living.ids["report"] = living.report(wrong, Said(basis=Basis.OBSERVED, text=STAYS), opinion)
    made = living.file(living.ids["report"])[0]
    show(living, made, living.mother, persona(MOTHER))
    return made


def ask(living: Living, entry: UUID, place: int = 0, what: WhatIsWrong = WhatIsWrong.WRONG_FACT) -> UUID:
    """The mother asks to put it right."""
    with living.school.transaction():
        statement = entry_for(living.actor(), entry, WHY)[0].statements[place].id
    with living.school.transaction():
        return ask_to_correct(
            by=living.actor(persona(MOTHER)), child_id=living.amy, entry_id=entry, statement_id=statement, what=what,
            words="He was at work.",
        )  # fmt: skip


def uphold(living: Living, case_id: UUID) -> None:
    with living.school.transaction():
        lead = living.actor()
        wrong = correction_for(lead, case_id, WHY).statements[0].id
        changes = {wrong: Typed(Basis.OBSERVED, RIGHT)}
        decide_correction(
            by=lead,
            case_id=case_id,
            ruling=Ruling(CaseOutcome.UPHELD, "Seen on film.", "You were right.", changes),
        )


def views(living: Living, entry: UUID) -> dict[str, str]:
    """Everything in which staff and family ordinarily read the entry."""
    lead, mother = sign_in(Client(), living.school[LEAD]), sign_in(Client(), living.school[persona(MOTHER)])
    mother.post("/family/before/")
    file_id = living.file_of(entry)
    paper = PdfReader(io.BytesIO(lead.post(f"/files/{file_id}/pdf/", INSIDE).content))
    pages = {
        "entry": lead.get(f"/entries/{entry}/"), "chronology": lead.get(f"/files/{file_id}/"),
        "versions": lead.get(f"/entries/{entry}/versions/"), "correcting": lead.get(f"/entries/{entry}/correct/"),
        "found": lead.post("/search/", {"text": "kicked"}), "family": mother.get(f"/family/{living.amy}/"),
        "family's entry": mother.get(f"/family/{living.amy}/entries/{entry}/"),
    }  # fmt: skip
    found = {name: page.content.decode() for name, page in pages.items()}
    return {**found, "paper": "\n".join(page.extract_text() for page in paper.pages)}


STAFF = ("entry", "chronology", "found", "paper")


def test_while_it_is_checked_everybody_who_reads_it_reads_that(living: Living, entry: UUID) -> None:
    ask(living, entry)
    found = views(living, entry)
    for name in STAFF:
        assert "Being checked since" in " ".join(found[name].split()), name
    assert "check" in found["family's entry"].lower()


def test_what_was_wrong_is_nowhere_and_what_is_right_is_everywhere(living: Living, entry: UUID) -> None:
    before = views(living, entry)
    assert all("uncle" in before[name] for name in (*STAFF, "versions", "family's entry"))
    uphold(living, ask(living, entry))
    found = views(living, entry)
    for name, page in found.items():
        assert "uncle" not in page, name
    for name in (*STAFF, "versions"):
        assert "Somebody nobody knew" in " ".join(found[name].split()), name
    assert "withdrawn after a correction" in found["versions"]
    report = sign_in(Client(), living.school[LEAD]).get(f"/concerns/{living.ids['report']}/").content.decode()
    assert "uncle" not in report and "Something in this report was put right" in report
    reporter = sign_in(Client(), living.school[SUPERVISOR], unlocked=False)
    assert "was put right since" in reporter.get(f"/my-reports/{living.ids['report']}/").content.decode()
    with living.school.transaction():
        lead = living.actor()
        assert search_for(lead, "uncle shouted", WHY).found == []
        _, file, _ = entry_for(lead, entry, WHY)
        every = [one.text for row in versions_for(lead, file, entry, WHY) for one in row[3].statements]
    assert WRONG not in every and STAYS in every


def test_whoever_received_it_is_told_before_the_case_ends(living: Living, entry: UUID) -> None:
    tell_social_care(living, entry)
    case_id = ask(living, entry)
    uphold(living, case_id)
    with living.school.transaction():
        found = correction_for(living.actor(), case_id, WHY)
        [line] = recipients_in(found)
    assert found.case.item.state is CaseState.TELLING
    assert line.words.startswith("Northfield social care") and line.told_on is None
    with living.school.transaction():
        assert [one.id for one in case_desk_for(living.actor(DPO), CaseFilter(), WHY).items] == [case_id]


def test_a_disputed_opinion_is_never_without_the_familys_words(living: Living, entry: UUID) -> None:
    case_id = ask(living, entry, 2, WhatIsWrong.DISPUTED_OPINION)
    with living.school.transaction():
        ruling = Ruling(
            CaseOutcome.REFUSED, "It is marked as an opinion.", "It stays as an opinion with your words."
        )
        decide_correction(by=living.actor(), case_id=case_id, ruling=ruling)
    found = views(living, entry)
    for name in ("entry", "chronology", "paper"):
        page = " ".join(found[name].split())
        assert page.index("The family is violent.") < page.index("He was at work."), name


@pytest.mark.parametrize("outcome", [Outcome.UNFOUNDED, Outcome.MALICIOUS])
def test_what_did_not_happen_is_folded_away_and_kept_shorter(living: Living, outcome: Outcome) -> None:
    made = living.file(living.report(Said(basis=Basis.OBSERVED, text=WRONG)))[0]
    kept = destroyed_on(living, made)
    living.decide(made, outcome)
    lead = sign_in(Client(), living.school[LEAD])
    page = lead.get(f"/entries/{made}/").content.decode()
    assert f"Found to be {outcome.word}" in page
    assert page.index("What had been reported") < page.index(WRONG)
    assert WRONG not in lead.post("/search/", {"text": "kicked gate"}).content.decode()
    paper = PdfReader(io.BytesIO(lead.post(f"/files/{living.file_of(made)}/pdf/", INSIDE).content))
    assert "uncle" not in "\n".join(one.extract_text() for one in paper.pages)
    assert destroyed_on(living, made) < kept


def destroyed_on(living: Living, entry: UUID) -> Any:
    with living.school.transaction():
        return entry_for(living.actor(), entry, WHY)[0].destroy_on


def test_nobody_is_restricted_for_ever(living: Living, entry: UUID) -> None:
    """Deciding the concern as unfounded does not lift the mark; deciding the request does."""
    case_id = living.note(CaseKind.CORRECTION, "He was at work.")
    living.point_at(case_id, entry)
    uphold(living, case_id)
    with living.school.transaction():
        assert [one.checked_since for one in entry_for(living.actor(), entry, WHY)[0].statements] == [
            None
        ] * 3
