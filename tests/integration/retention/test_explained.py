"""Everything that is kept says why, when it is looked at again, when it goes, and where that rule comes from (promise 3)."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from fairward.cases.asking_actions import ask_to_object
from fairward.files import queries
from fairward.files.models import Entry, File
from fairward.kernel.vocabulary import EntryKind, Purpose
from fairward.school.concerns.models import Concern, ConcernState
from tests.personas import DPO, LEAD, sign_in
from tests.support.families import persona
from tests.support.kept import kept
from tests.support.living import MOTHER, Living, busy, make_living
from tests.support.showing import show

LAST_DAY = re.compile(r"Looked at again on \d+ \w+ \d{4}; destroyed on \d+ \w+ \d{4} at the latest\.")


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def test_every_entry_of_every_kind_says_it_on_its_page_and_in_the_chronology(
    living: Living, client: Client
) -> None:
    sign_in(client, living.school[LEAD])
    with living.school.transaction():
        rows = list(Entry.objects.values_list("id", "kind"))
        files = list(File.objects.values_list("id", flat=True))
    assert {kind for _, kind in rows} >= {
        int(EntryKind.CONCERN),
        int(EntryKind.ACTION),
        int(EntryKind.DECISION),
    }
    for entry_id, _ in rows:
        page = text(client, f"/entries/{entry_id}/")
        assert LAST_DAY.search(page) and "Source:" in page
    seen = 0
    for file_id in files:
        page = text(client, f"/files/{file_id}/")
        found = len(LAST_DAY.findall(page))
        with living.school.transaction():
            assert found == Entry.objects.filter(file_id=file_id).count() + 1, (
                "each entry, and the file itself"
            )
        assert page.count("Source:") == found
        seen += found
    assert seen == len(rows) + len(files)


def test_the_child_s_page_says_it_of_each_file(living: Living, client: Client) -> None:
    sign_in(client, living.school[LEAD])
    page = text(client, f"/children/{living.amy}/")
    with living.school.transaction():
        assert len(LAST_DAY.findall(page)) == page.count("Where this rule comes from") == File.objects.count()


def test_it_stands_on_paper(living: Living, client: Client) -> None:
    sign_in(client, living.school[LEAD])
    answer = client.post(f"/files/{living.ids['file']}/pdf/", {"why": "meeting", "for_whom": "inside"})
    assert answer.status_code == 200
    pages = PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    with living.school.transaction():
        entries = Entry.objects.filter(file_id=living.ids["file"]).count()
    assert len(LAST_DAY.findall(words)) == entries + 1 == words.count("Source:")


@pytest.mark.parametrize("name", ["concern", "filed", "decided_concern"])
def test_a_report_says_it_before_and_after_it_is_filed(living: Living, client: Client, name: str) -> None:
    sign_in(client, living.school[LEAD])
    page = text(client, f"/concerns/{living.ids[name]}/")
    assert LAST_DAY.search(page) and "Where this rule comes from" in page
    with living.school.transaction():
        row = Concern.objects.get(id=living.ids[name])
        waits = row.state == ConcernState.REPORTED
        assert row.rule_id == ("intake-undecided" if waits else "report-filed")


def test_a_report_about_staff_is_kept_as_one(living: Living) -> None:
    with living.school.transaction():
        row = Concern.objects.get(id=living.ids["staff"])
        assert row.rule_id == "staff-low-level" and row.kept_because


@pytest.mark.parametrize("name", ["case", "breach"])
def test_a_case_says_it_while_it_is_open(living: Living, client: Client, name: str) -> None:
    sign_in(client, living.school[DPO])
    page = text(client, f"/rights/cases/{living.ids[name]}/")
    assert (
        "Why it is kept" in page and "destroyed at the latest, on" in page and "Limitation Act 1980" in page
    )


def test_the_family_reads_it_too(living: Living, client: Client) -> None:
    show(living, living.ids["entry"], living.mother, persona(MOTHER))
    sign_in(client, living.school[persona(MOTHER)])
    client.post("/family/before/")
    page = text(client, f"/family/{living.amy}/entries/{living.ids['entry']}/")
    assert "The school looks at this again on" in page and "at the latest" in page
    assert "Where this rule comes from:" in page


def test_the_family_reads_it_of_their_own_requests_too(living: Living, client: Client) -> None:
    with living.school.transaction():
        case = ask_to_object(
            by=living.actor(persona(MOTHER)), child_id=living.amy, entry_id=None, words="I do not want that."
        )
    sign_in(client, living.school[persona(MOTHER)])
    client.post("/family/before/")
    page = text(client, f"/family/requests/{case}/")
    assert "Why this is kept, and how long" in page and "kept for 3 years after it was closed" in page


def test_what_is_written_is_never_empty(living: Living) -> None:
    with living.school.transaction():
        lead = living.actor(LEAD)
        for purpose in (Purpose.CHILD_PROTECTION, Purpose.WELFARE):
            assert [head for head in queries.heads_of_child(lead, living.amy) if head.purpose is purpose]
        for head in queries.heads_of_child(lead, living.amy):
            assert LAST_DAY.search(head.kept_words) and head.kept_because and head.source_words
            assert head.review_on <= head.destroy_on and timezone.localdate() < head.destroy_on
