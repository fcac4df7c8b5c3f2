"""Promise 2: a statement never travels without its context. What is attached is shown, searched and printed with it."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from pypdf import PdfReader

from fairward.files import actions
from fairward.files.queries import Filters, chronology_for, entry_for, file_for
from fairward.kernel.vocabulary import AnnotationKind
from tests.personas import LEAD, School, make_school, sign_in
from tests.support.casework import BRUISE, file, report
from tests.support.kept import kept
from tests.support.reporting import add_child

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fairward"
EXPLAINED = "Fell off the bike on Saturday; a neighbour saw it."


school = kept(make_school)


@pytest.fixture
def entry(school: School) -> UUID:
    """A filed bruise with the explanation attached to the statement."""
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        lead = school.actor(LEAD)
        entry_id = file(lead, report(lead, [amy]))[0]
        shown, opened, _ = entry_for(lead, entry_id, "a test")
        actions.annotate(
            by=lead, file=opened, entry_id=entry_id, kind=AnnotationKind.EXPLANATION, text=EXPLAINED,
            statement_id=shown.statements[0].id,
        )  # fmt: skip
    return entry_id


def addresses(school: School, entry_id: UUID) -> tuple[str, str]:
    with school.transaction():
        shown, opened, _ = entry_for(school.actor(LEAD), entry_id, "a test")
        return f"/entries/{shown.id}/", f"/files/{opened.id}/"


def together(text: str) -> bool:
    """The explanation stands after the statement, and before anything of another statement or entry."""
    claim = text.find(BRUISE)
    return claim >= 0 and text.find(EXPLAINED, claim) > claim


def test_entry_chronology_versions_and_forms_show_the_explanation_with_the_statement(
    school: School, entry: UUID, client: Client
) -> None:
    sign_in(client, school[LEAD])
    page, chronology = addresses(school, entry)
    for address in (page, chronology, f"{page}versions/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert together(response.text), address
    decide = client.get(f"{page}decide/")
    assert together(decide.text)


def test_the_paper_carries_the_explanation_too(school: School, entry: UUID, client: Client) -> None:
    sign_in(client, school[LEAD])
    _, chronology = addresses(school, entry)
    response = client.post(f"{chronology}pdf/", {"for_whom": "inside"})
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    text = " ".join(text.split())
    assert together(text)
    assert "Seen or heard" in text or "seen or heard" in text


def test_a_search_that_finds_the_statement_leads_to_it_with_its_explanation(
    school: School, entry: UUID, client: Client
) -> None:
    sign_in(client, school[LEAD])
    found = client.post("/search/", {"text": "neighbour bruise"})
    assert f"/entries/{entry}/" in found.text
    assert "Explanation" in found.text


def test_a_correction_that_takes_a_statement_away_keeps_what_was_attached(
    school: School, entry: UUID
) -> None:
    from dataclasses import replace

    from fairward.files.content import StatementContent
    from fairward.files.queries import standing_content_for
    from fairward.kernel.vocabulary import Basis

    with school.transaction():
        lead = school.actor(LEAD)
        opened, _, content = standing_content_for(lead, entry, "a test")
        other = replace(content, statements=(StatementContent(Basis.OBSERVED, "No mark at all."),))
        actions.correct_entry(by=lead, file=opened, entry_id=entry, content=other, reason="Wrong child.")
        shown, _, _ = entry_for(lead, entry, "a test")
    assert [note.text for note in shown.annotations] == [EXPLAINED]


def test_every_entry_of_a_list_is_rendered_with_its_own_annotations(school: School, entry: UUID) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        _, opened, _ = entry_for(lead, entry, "a test")
        amy = opened.child_id
        file(lead, report(lead, [amy]))
        head, again, _ = file_for(lead, opened.id, "a test")
        shown = chronology_for(lead, again, Filters(), "a test").entries
    notes = {one.id: [note.text for note in one.statements[0].annotations] for one in shown}
    assert head.id == opened.id
    assert notes.pop(entry) == [EXPLAINED]
    assert set(map(tuple, notes.values())) == {()}


def test_only_one_function_of_the_code_renders_a_statement() -> None:
    """A second way to make a RenderedStatement would be a way around its context: call render_statement instead."""
    makers = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RenderedStatement":
                makers.append(path.relative_to(SOURCE).as_posix())
    assert makers == ["files/rendering.py"]


def test_that_function_cannot_be_called_without_a_context() -> None:
    from fairward.files.content import StatementContent
    from fairward.files.rendering import render_statement
    from fairward.kernel.vocabulary import Basis

    with pytest.raises(TypeError):
        render_statement(StatementContent(Basis.OBSERVED, BRUISE))  # type: ignore[call-arg]


def test_no_template_prints_a_statement_around_the_component() -> None:
    """Templates hand a statement to `ui.statement`; printing its text alone would part it from its basis and context."""
    bare = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in SOURCE.rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "statement.text" in line
    ]
    assert bare == []


def test_a_family_s_own_pages_show_the_explanation_with_the_statement(db: None, client: Client) -> None:
    """What a mother is shown is sealed for her with its context, and every page of hers draws it with the claim."""
    from tests.support.families import persona
    from tests.support.living import MOTHER, SAW, busy, make_living
    from tests.support.showing import show

    living = busy(make_living())
    entry_id = living.ids["entry"]
    living.annotate(entry_id, EXPLAINED)
    show(living, entry_id, living.mother, persona(MOTHER))
    sign_in(client, living.school[persona(MOTHER)]).post("/family/before/")
    record = client.get(f"/family/{living.amy}/").content.decode()
    claim = re.findall(r'id="statement-([0-9a-f-]{36})"', record)[0]
    entry_page = f"/family/{living.amy}/entries/{entry_id}/"
    for address in (
        f"/family/{living.amy}/",
        entry_page,
        f"{entry_page}say/{claim}/",
        f"{entry_page}wrong/{claim}/",
    ):
        page = client.get(address).content.decode()
        start = page.find(SAW)
        assert start >= 0 and "Seen or heard" in page[:start], address
        assert page.find(EXPLAINED, start) > start, address
        after = page.find("fw-statement fw-statement--", start)
        assert after < 0 or page.find(EXPLAINED, start) < after, address
