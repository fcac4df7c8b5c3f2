"""The chronology's pages: what is narrowed by content can be paged through, what was typed stays, titles say an error once."""

from __future__ import annotations

import html
import io
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client
from pypdf import PdfReader

from fairward.files import queries as files
from fairward.kernel.vocabulary import Basis, Purpose
from fairward.school.chronology import file_views
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def lead(school: School) -> Client:
    from tests.personas import LEAD, sign_in

    return sign_in(Client(), school[LEAD])


def filed(
    school: School, child: UUID, *texts: str, purpose: Purpose = Purpose.CHILD_PROTECTION
) -> list[UUID]:
    """One entry for each text, the first the newest."""
    from tests.personas import LEAD, TEACHER

    made = []
    with school.transaction():
        for days, text in enumerate(texts):
            concern = casework.report(
                school.actor(TEACHER), [child], casework.said(text), ago=timedelta(days=days + 1)
            )
            made += casework.file(school.actor(LEAD), concern, purpose)
    return made


def file_of(school: School, entry_id: UUID) -> str:
    from tests.personas import LEAD

    with school.transaction():
        _, opened, _ = files.entry_for(school.actor(LEAD), entry_id, casework.WHY)
    return f"/files/{opened.id}/"


def text_of(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def test_what_was_found_by_words_can_be_paged_through(
    school: School, amy: UUID, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links to further pages once forgot the words, and what stood there could not be reached."""
    monkeypatch.setattr(files, "PAGE", 2)
    monkeypatch.setattr(file_views, "PAGE", 2)
    entries = filed(school, amy, "Bruise one", "Bruise two", "Something else", "Bruise three")
    address = file_of(school, entries[0])
    first = text_of(lead.post(address, {"text": "bruises", "order": "", "kind": "1"}))
    assert "3 entries of 4, page 1 of 2" in first
    assert "Bruise two" in first
    assert "Bruise three" not in first
    assert '<input type="hidden" name="text" value="bruises">' in first
    second = text_of(lead.post(address, {"text": "bruises", "order": "", "kind": "1", "page": "2"}))
    assert "Bruise three" in second
    assert "Something else" not in second
    assert 'name="page" value="1"' in second


def test_kind_date_and_words_narrow_together_and_stay_as_typed(
    school: School, amy: UUID, lead: Client
) -> None:
    entries = filed(school, amy, "Bruise one", "Bruise two")
    asked = {"text": "bruise", "kind": "1", "since-day": "1", "since-month": "2", "since-year": "2020"}
    page = text_of(lead.post(file_of(school, entries[0]), {**asked, "order": "oldest"}))
    assert page.index("Bruise two") < page.index("Bruise one")
    for piece in ('value="bruise"', 'value="2020"', '<option value="1" selected>', 'value="oldest" selected'):
        assert piece in page
    empty = text_of(lead.post(file_of(school, entries[0]), {**asked, "kind": "5"}))
    assert "Nothing fits" in empty


def test_a_date_that_is_none_is_said_once_in_the_title(school: School, amy: UUID, lead: Client) -> None:
    """Titles once began with “Error: Error:”."""
    address = file_of(school, filed(school, amy, "Bruise one")[0])
    page = text_of(lead.post(address, {"since-day": "31", "since-month": "2", "since-year": "2026"}))
    assert "<title>Error: Child protection file of Amy Fairbairn" in page
    assert "There is a problem" in page
    assert "<title>Error: Search the files that you read" in text_of(lead.post("/search/", {"text": ""}))


def test_no_word_that_was_looked_for_comes_into_an_address(school: School, amy: UUID, lead: Client) -> None:
    address = file_of(school, filed(school, amy, "Bruise one")[0])
    assert "Bruise one" in text_of(
        lead.get(f"{address}?text=nothinglikeit")
    )  # what an address says of words is not heard
    for page in (lead.post(address, {"text": "bruise"}), lead.post("/search/", {"text": "bruise"})):
        assert 'href="?text' not in text_of(page)
        assert 'method="get"' not in text_of(page)


def test_an_explanation_can_be_attached_to_the_whole_entry(school: School, amy: UUID, lead: Client) -> None:
    """The choice was once not drawn at all."""
    [entry] = filed(school, amy, "Bruise one")
    page = text_of(lead.get(f"/entries/{entry}/annotate/"))
    assert "The whole entry" in page
    assert "Seen or heard: Bruise one" in page
    refused = text_of(lead.post(f"/entries/{entry}/annotate/", {"kind": "1", "text": "A fall"}))
    assert "Choose the statement that it belongs to, or the whole entry." in refused
    lead.post(f"/entries/{entry}/annotate/", {"kind": "1", "text": "A fall", "statement": "entry"})
    assert "A fall" in text_of(lead.get(f"/entries/{entry}/"))


def test_a_list_of_children_that_is_cut_says_so(school: School, lead: Client) -> None:
    from tests.support.reporting import add_child

    for number in range(21):
        add_child(school, f"Ash{chr(97 + number)}", "Penrose")
    page = text_of(lead.post("/children/", {"text": "Ash"}))
    assert "The first 20 children. Write more of the name to find others." in page
    assert "Nothing to look for" in text_of(lead.post("/children/", {"text": " "}))
    assert "No child found" in text_of(lead.post("/children/", {"text": "Zzz"}))


def test_a_drawing_on_paper_is_as_high_as_a_letter(school: School, amy: UUID, lead: Client) -> None:
    """Each drawing once filled a page: five short statements took six."""
    said = [casework.said(f"Statement {number}", basis) for number, basis in enumerate(Basis)]
    for one in said:
        one.told = one.read = "somebody"
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        [entry] = casework.file(school.actor(LEAD), casework.report(school.actor(TEACHER), [amy], *said))
    paper = PdfReader(io.BytesIO(lead.post(f"{file_of(school, entry)}pdf/", {"for_whom": "inside"}).content))
    assert len(paper.pages) == 1


def test_somebody_pastoral_is_shown_only_what_they_can_do(school: School) -> None:
    from tests.personas import PASTORAL, sign_in
    from tests.support.reporting import add_child

    jack = add_child(school, "Jack", "Oduya", 4, "4B")
    page = text_of(sign_in(Client(), school[PASTORAL]).get(f"/children/{jack}/"))
    assert "document in the welfare file" in page
    assert "child protection file" not in page
    assert "Who looked" not in page
