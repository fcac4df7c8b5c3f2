"""The log as people see it: sentences, filters, pages, who may read it, and the line that their reading leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from fairward.audit import log, reading, sequencer, verify
from fairward.audit.notes import KeySigner
from fairward.kernel.ids import new_id
from fairward.oversight import presenters, queries
from tests.personas import ADMINISTRATOR, DEPUTY, DPO, GOVERNOR, HEADTEACHER, LEAD, PASTORAL, TEACHER, School

Pages = Callable[..., Client]
pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def look(school: School, amy: UUID, count: int = 1, persona: Any = DEPUTY, **more: Any) -> list[UUID]:
    items = [new_id() for _ in range(count)]
    with school.transaction():
        log.record_look(
            school.actor(persona),
            item_kind="entry",
            item_ids=items,
            subject_id=amy,
            why="preparing a meeting",
            **more,
        )
    return items


@pytest.mark.parametrize("persona", [LEAD, DEPUTY, DPO])
def test_leads_and_the_data_protection_officer_read_the_log(pages: Pages, amy: UUID, persona: Any) -> None:
    page = text_of(pages(persona).get("/audit/"))
    assert "<h1" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("persona", [TEACHER, PASTORAL, HEADTEACHER, ADMINISTRATOR, GOVERNOR])
@pytest.mark.parametrize("address", ["/audit/", "/audit/find/", "/audit/children/{}/", "/audit/entries/{}/"])
def test_nobody_else_reads_it(pages: Pages, amy: UUID, persona: Any, address: str) -> None:
    assert pages(persona).get(address.format(amy)).status_code == 403


def test_a_line_reads_as_a_sentence(school: School, amy: UUID) -> None:
    look(school, amy, 12)
    with school.transaction():
        looks = queries.looks_at_child(school.actor(DPO), amy)
        words = presenters.line_words(looks.lines[0], looks.names)
    assert words.sentence == (
        "Ben Whitlock, deputy safeguarding lead, read 12 entries of Amy Fairbairn because: preparing a meeting."
    )


def test_lists_refusals_acts_and_jobs_read_as_sentences(school: School, amy: UUID) -> None:
    lead = school.actor(LEAD, unlocked=False)
    with school.transaction():
        log.record_list(lead, item_kind="child", item_ids=[amy, new_id()], why="looking for a child")
        log.record_refusal(lead, code="no_key", item_kind="entry", item_id=new_id(), subject_id=amy)
        log.record_look(lead, item_kind="child", item_ids=[amy], subject_id=amy, why="")
        log.record_job(lead.organisation_id, act="log.detail_erased", item_kind="log", item_id=None)
        lines = reading.page_of_lines(lead.organisation_id, reading.Wanted(), size=4).lines
        names = queries.names_in(lead.organisation_id, lines)
    who = "Amira Khan, designated safeguarding lead,"
    assert [presenters.line_words(line, names).sentence for line in reversed(lines)] == [
        f"{who} saw a list: 2 children because: looking for a child.",
        f"{who} was refused an entry of Amy Fairbairn because: holds no key to it.",
        f"{who} read the record of Amy Fairbairn.",
        "Fairward itself erased the details of lines whose time was over.",
    ]


def test_the_page_shows_who_what_why_and_counts(pages: Pages, school: School, amy: UUID) -> None:
    look(school, amy, 3)
    page = text_of(pages(DPO).get("/audit/", {"about": str(amy), "sort": "looks"}))
    assert "1 line<" in page
    assert "Ben Whitlock" in page
    assert "Read 3 entries of Amy Fairbairn" in page
    assert "Preparing a meeting" in page


def test_a_page_that_was_refused_is_named_in_words(pages: Pages, school: School) -> None:
    """The line read "Was refused a desk:desk", as the code calls the page."""
    from tests.guards.walk import patterns
    from tests.personas import GOVERNOR

    assert pages(GOVERNOR).get("/desk/").status_code == 403
    page = text_of(pages(DPO).get("/audit/", {"sort": "refusals"}))
    assert "Was refused a page of the desk" in page
    assert "desk:" not in page.split("<main")[1].split("</main>")[0]
    rooms = {name.partition(":")[0] for name in patterns() if ":" in name}
    assert rooms - {"web"} <= set(presenters._PAGES)


def test_reading_the_log_is_a_line_of_the_log(pages: Pages, school: School, amy: UUID) -> None:
    client = pages(DPO)
    text_of(client.get("/audit/"))
    page = text_of(client.get("/audit/", {"sort": "lists"}))
    assert "Read the log" in page
    assert "Esther Nwosu" in page


def test_filters_narrow_and_an_empty_answer_says_what_to_do(pages: Pages, school: School, amy: UUID) -> None:
    look(school, amy)
    client = pages(DPO)
    ben = str(school[DEPUTY].membership_id)
    tom = str(school[TEACHER].membership_id)
    assert "Read 1 entry" in text_of(client.get("/audit/", {"who": ben}))
    assert "No line fits the filter" in text_of(client.get("/audit/", {"who": tom}))
    assert "No line fits the filter" in text_of(client.get("/audit/", {"sort": "refusals"}))
    past = {"until-day": "1", "until-month": "1", "until-year": "2020"}
    assert "No line fits the filter" in text_of(client.get("/audit/", past))
    since = {"since-day": "1", "since-month": "1", "since-year": "2020"}
    assert "Read 1 entry" in text_of(client.get("/audit/", {**since, "who": ben}))


def test_days_in_the_wrong_order_get_a_sentence(pages: Pages, amy: UUID) -> None:
    first = {"since-day": "2", "since-month": "2", "since-year": "2026"}
    last = {"until-day": "1", "until-month": "2", "until-year": "2026"}
    assert "The last day must not be before the first day" in text_of(
        pages(DPO).get("/audit/", {**first, **last})
    )


def test_pages_go_to_older_lines_and_back(pages: Pages, school: School, amy: UUID) -> None:
    for _ in range(60):
        look(school, amy)
    client = pages(DPO)
    first = client.get("/audit/", {"sort": "looks"})
    assert "Older lines" in text_of(first)
    assert "Newer lines" not in text_of(first)
    address = next(part for part in text_of(first).split('"') if part.startswith("?") and "before=" in part)
    second = client.get("/audit/" + address.replace("&amp;", "&"))
    assert text_of(second).count('data-label="What"') == 10
    assert "Newer lines" in text_of(second)
    back = next(part for part in text_of(second).split('"') if part.startswith("?") and "after=" in part)
    third = text_of(client.get("/audit/" + back.replace("&amp;", "&")))
    assert third.count('data-label="What"') == 50


def test_who_looked_at_one_entry_also_among_others(pages: Pages, school: School, amy: UUID) -> None:
    (alone,) = look(school, amy)
    with school.transaction():
        log.record_look(
            school.actor(LEAD),
            item_kind="entry",
            item_ids=[alone, new_id()],
            subject_id=amy,
            why="the chronology",
        )
    page = text_of(pages(DPO).get(f"/audit/entries/{alone}/"))
    assert "2 lines" in page
    assert "Ben Whitlock, deputy safeguarding lead, read 1 entry of Amy Fairbairn" in page
    assert "Amira Khan, designated safeguarding lead, read 2 entries of Amy Fairbairn" in page


@pytest.mark.parametrize("address", ["/audit/children/{}/", "/audit/entries/{}/"])
def test_what_is_not_there_is_not_found(pages: Pages, school: School, address: str) -> None:
    assert pages(DPO).get(address.format(new_id())).status_code == 404


def test_a_child_is_found_by_name_without_the_name_in_an_address(pages: Pages, amy: UUID) -> None:
    page = text_of(pages(DPO).post("/audit/find/", {"text": "Amy"}))
    assert f'href="/audit/children/{amy}/"' in page
    assert "No child found" in text_of(pages(DPO).post("/audit/find/", {"text": "Zebedee"}))
    assert "Enter the name of a child" in text_of(pages(DPO).post("/audit/find/", {"text": ""}))


def test_the_lead_does_not_see_lines_about_concerns_about_staff(
    pages: Pages, school: School, amy: UUID
) -> None:
    with school.transaction():
        log.record_look(
            school.actor(HEADTEACHER), item_kind="staff_concern", item_ids=[new_id()], why="reading it"
        )
    assert "staff concern" not in text_of(pages(LEAD).get("/audit/", {"sort": "looks"}))
    assert "Read 1 staff concern" in text_of(pages(DPO).get("/audit/", {"sort": "looks"}))


def test_the_signed_head_is_shown_and_the_download_can_be_checked(
    pages: Pages, school: School, amy: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = pages(DPO)
    assert "Nothing is signed yet" in text_of(client.get("/audit/"))
    look(school, amy, 2)
    key = KeySigner(Ed25519PrivateKey.generate())
    done = sequencer.checkpoint_organisation(school.organisation_id, key)
    page = text_of(client.get("/audit/"))
    assert f"The first {done.size} lines were last signed on" in page
    assert f"fairward/organisation/{school.organisation_id}" in page
    response = client.post("/audit/download/")
    assert response["Content-Disposition"].endswith('.jsonl"')
    path = tmp_path / "log.jsonl"
    path.write_bytes(response.content)
    assert verify.command(["--bundle", str(path)]) == 0
    assert f"{done.size} lines, {done.size} of them signed" in capsys.readouterr().out
    for name in ("Amy", "Fairbairn", "Ben", "Whitlock", "Esther"):
        assert name not in response.content.decode()
    assert client.get("/audit/download/").status_code == 405


@pytest.mark.parametrize(
    ("kind", "said"),
    [("monitors", "the counts"), ("measures", "the counts"), ("enquiry", "2 enquiries"), ("case", "2 cases")],
)
def test_what_was_looked_at_stands_in_its_right_plural(
    school: School, pages: Pages, kind: str, said: str
) -> None:
    with school.transaction():
        log.record_list(
            school.actor(DEPUTY), item_kind=kind, item_ids=[new_id(), new_id()], why="seeing how it goes"
        )
    assert f"aw a list: {said}<" in text_of(pages(LEAD).get("/audit/"))
