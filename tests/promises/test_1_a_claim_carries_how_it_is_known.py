"""Promise 1: a claim carries how it is known, everywhere its text is."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from fairward.design.shapes import shape
from fairward.files.content import EntryContent, StatementContent, Unwritable, from_bytes, to_bytes
from fairward.files.models import Statement
from fairward.files.queries import entry_for
from fairward.files.rendering import Context, basis_words, render_statements
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis
from tests.personas import LEAD, School, make_school, sign_in
from tests.support.casework import file, report, said
from tests.support.kept import kept
from tests.support.reporting import add_child

TEXTS = {
    Basis.OBSERVED: "Red mark on the left cheek.",
    Basis.CHILD_SAID: "he shouted and I hid",
    Basis.TOLD_BY: "The police were at the house.",
    Basis.DOCUMENT: "Late on nine days.",
    Basis.OPINION: "She may be frightened at home.",
}
WORDS = {
    Basis.OBSERVED: "Seen or heard",
    Basis.CHILD_SAID: "The child said",
    Basis.TOLD_BY: "Told by a neighbour",
    Basis.DOCUMENT: "Read in the register",
    Basis.OPINION: "Opinion, no stated basis",
}


school = kept(make_school)


@pytest.fixture
def entry(school: School) -> UUID:
    """One filed report with a statement of every basis."""
    amy = add_child(school, "Amy", "Fairbairn")
    statements = [
        said(TEXTS[Basis.OBSERVED]),
        said(TEXTS[Basis.CHILD_SAID], Basis.CHILD_SAID),
        said(TEXTS[Basis.TOLD_BY], Basis.TOLD_BY, told="a neighbour"),
        said(TEXTS[Basis.DOCUMENT], Basis.DOCUMENT, read="the register"),
        said(TEXTS[Basis.OPINION], Basis.OPINION, rests_on_nothing=True),
    ]
    with school.transaction():
        lead = school.actor(LEAD)
        return file(lead, report(lead, [amy], *statements))[0]


def test_the_lead_reads_each_claim_of_a_report_under_how_it_is_known(school: School, client: Client) -> None:
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        lead = school.actor(LEAD)
        concern = report(lead, [amy], said(TEXTS[Basis.TOLD_BY], Basis.TOLD_BY, told="a neighbour"))
    sign_in(client, school[LEAD])
    page = client.get(f"/concerns/{concern}/").text
    assert 0 <= page.find("Told by a neighbour") < page.find(TEXTS[Basis.TOLD_BY])


def test_entry_and_chronology_show_word_and_shape_before_every_text(
    school: School, entry: UUID, client: Client
) -> None:
    sign_in(client, school[LEAD])
    with school.transaction():
        _, opened, _ = entry_for(school.actor(LEAD), entry, "a test")
    for address in (f"/entries/{entry}/", f"/files/{opened.id}/", f"/entries/{entry}/versions/"):
        page = client.get(address).text
        for basis, text in TEXTS.items():
            start = page.find(f"fw-statement--{basis.code}")
            assert start >= 0, (address, basis)
            claim = page[start : page.find(text, start)]
            assert WORDS[basis] in claim, (address, basis)
            assert str(shape(basis.code)) in claim, (address, basis)


def test_paper_and_search_say_it_too(school: School, entry: UUID, client: Client) -> None:
    sign_in(client, school[LEAD])
    with school.transaction():
        _, opened, _ = entry_for(school.actor(LEAD), entry, "a test")
    paper = PdfReader(io.BytesIO(client.post(f"/files/{opened.id}/pdf/", {"for_whom": "inside"}).content))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    found = client.post("/search/", {"text": "police"}).text
    for basis, words in WORDS.items():
        assert 0 <= text.find(words) < text.find(TEXTS[basis], text.find(words)), basis
    assert "Told by a neighbour" in found


def test_the_database_refuses_a_claim_without_a_basis(school: School, entry: UUID) -> None:
    row = {"organisation_id": school.organisation_id, "entry_id": entry, "position": 9, "since_version": 1}
    wrong = (
        {"basis": 0, "has_stated_basis": None},
        {"basis": 6, "has_stated_basis": None},
        {"basis": int(Basis.OPINION), "has_stated_basis": None},
        {"basis": int(Basis.OBSERVED), "has_stated_basis": True},
    )
    for values in wrong:
        with school.transaction(), pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.create(**row, **values)


def test_rows_and_sealed_words_agree_on_how_it_is_known(school: School, entry: UUID) -> None:
    with school.transaction():
        shown, _, _ = entry_for(school.actor(LEAD), entry, "a test")
        rows = dict(
            Statement.objects.filter(organisation_id=school.organisation_id, entry_id=entry).values_list(
                "id", "basis"
            )
        )
    assert {one.id: int(one.basis) for one in shown.statements} == rows
    assert len(rows) == 5


def test_writing_refuses_what_does_not_say_how_it_is_known() -> None:
    stranger = new_id()
    for statement in (
        StatementContent(Basis.TOLD_BY, "The police were there."),
        StatementContent(Basis.OBSERVED, "   "),
        StatementContent(Basis.OPINION, "Frightened.", because=(stranger,)),
        StatementContent(Basis.OBSERVED, "Frightened.", because=(stranger,)),
    ):
        with pytest.raises(Unwritable):
            EntryContent((statement,)).check()


claims = st.builds(
    StatementContent,
    basis=st.sampled_from(list(Basis)),
    text=st.text(min_size=1, max_size=80),
    source=st.text(max_size=40),
)


@given(st.lists(claims, max_size=6))
def test_sealing_and_rendering_never_lose_the_basis(statements: list[StatementContent]) -> None:
    content = from_bytes(to_bytes(EntryContent(tuple(statements))))
    shown = render_statements(content, Context(annotations={}, outcome=None, people={}))
    assert [one.basis for one in shown] == [one.basis for one in statements]
    assert [one.basis_words for one in shown] == [basis_words(one) for one in statements]
    assert all(one.basis_words.strip() for one in shown)
