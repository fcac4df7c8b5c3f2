"""Each monitor by month says what the rows say: a school with known counts in three months."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairward.insight.monitors import Monitor
from fairward.insight.month_queries import months_for
from fairward.insight.queries import monitors_for
from fairward.insight.spans import months_of, span_of
from fairward.kernel.vocabulary import FamilyDecision, Outcome, Purpose
from fairward.people.actions import add_child
from fairward.people.identity import ChildIdentity
from fairward.school.concerns.counting_queries import talked_share
from fairward.school.concerns.models import ConcernState
from tests.personas import ADMINISTRATOR, GOVERNOR, LEAD, SUPERVISOR, sign_in
from tests.support.counting import Counting
from tests.support.kept import kept
from tests.support.living import Living, make_living

HIDDEN, NONE = "hidden", "–"
SPAN = span_of(timezone.localdate())
MONTHS = months_of(SPAN)
FIRST, SECOND, THIRD = MONTHS[3], MONTHS[4], MONTHS[5]


living = kept(make_living)


@pytest.fixture
def rows(living: Living) -> Iterator[Counting]:
    with living.school.transaction():
        yield Counting(living.school.organisation_id)


def by_month(living: Living, monitor: str, label: str, back: int = 0) -> list[str]:
    """The words of one line in the three months; everything else of it is empty or nothing."""
    found = {one.id: one for one in found_of(living, back)}
    monthly = found[monitor].monthly
    assert monthly is not None
    line = next(one for one in monthly.lines if one.label == label)
    return [line.cells[monthly.months.index(month)].words for month in (FIRST, SECOND, THIRD)]


def found_of(living: Living, back: int = 0) -> list[Monitor]:
    governor, span = living.school.actor(GOVERNOR), span_of(timezone.localdate(), back)
    return [*monitors_for(governor, span, "a test"), talked_share(governor, span)]


def children(living: Living, number: int) -> list[UUID]:
    office = living.school.actor(ADMINISTRATOR)
    return [
        add_child(by=office, identity=ChildIdentity(f"Robin{place}", "Marsh"), year_group=1)
        for place in range(number)
    ]


def test_entries_by_purpose(living: Living, rows: Counting) -> None:
    rows.concerns(12, FIRST, living.amy, Purpose.CHILD_PROTECTION)
    rows.concerns(15, SECOND, living.amy, Purpose.CHILD_PROTECTION)
    rows.concerns(11, FIRST, living.amy)
    rows.concerns(4, SECOND, living.amy)
    rows.concerns(30, THIRD, living.amy)
    assert by_month(living, "entries", "Child protection") == ["12", "15", "0"]
    # Four are hidden, and eleven with them: the total of the year less the others would be four.
    assert by_month(living, "entries", "Welfare") == [HIDDEN, HIDDEN, "30"]


def test_pupils_with_any_child_protection_entry(living: Living, rows: Counting) -> None:
    pupils = children(living, 38)  # and Amy and Jack
    for number, month in ((8, FIRST), (9, SECOND), (0, THIRD)):
        for _ in range(number):
            rows.concerns(1, month, pupils.pop(), Purpose.CHILD_PROTECTION)
    assert by_month(living, "pupils", "With an entry") == [
        "about 10 (25%)",
        "about 20 (50%)",
        "about 20 (50%)",
    ]


def test_children_with_many_entries_and_never_one_found_true(living: Living, rows: Counting) -> None:
    for number, child in enumerate(children(living, 16)):
        rows.concerns(4, FIRST, child)
        rows.concerns(1, SECOND, child)
        if number < 6:
            rows.concerns(1, THIRD, child, outcome=Outcome.SUBSTANTIATED)
    assert by_month(living, "many", "Children") == ["fewer than 5", "about 20", "about 10"]


def test_opinions_without_a_stated_basis(living: Living, rows: Counting) -> None:
    rows.opinions(rows.concerns(40, FIRST, living.amy), 10)
    rows.opinions(rows.concerns(40, SECOND, living.amy), 20)
    rows.opinions(rows.concerns(30, THIRD, living.amy), 3)
    # The third month is hidden, and with it the one whose part is the next smallest.
    assert by_month(living, "opinions", "Without a basis") == [HIDDEN, "50%", HIDDEN]


def test_overdue_for_review_by_the_month_in_which_it_was_due(living: Living, rows: Counting) -> None:
    for number, month in ((12, FIRST), (10, SECOND)):
        rows.concerns(
            number, month, living.amy, outcome=Outcome.EXPLAINED, review_on=month + timedelta(days=14)
        )
    rows.concerns(50, THIRD, living.amy, outcome=Outcome.EXPLAINED)
    assert by_month(living, "overdue", "Still waiting") == ["12", "10", "0"]


def test_how_long_something_unfounded_stood(living: Living, rows: Counting) -> None:
    rows.concerns(10, FIRST, living.amy, outcome=Outcome.UNFOUNDED, after=3)
    rows.concerns(10, SECOND, living.amy, outcome=Outcome.MALICIOUS, after=8)
    rows.concerns(9, THIRD, living.amy, outcome=Outcome.UNFOUNDED, after=1)
    assert by_month(living, "unfounded", "Half took longer than") == ["3", "8", HIDDEN]


def test_talked_without_a_record(living: Living, rows: Counting) -> None:
    for month, talked, filed in ((FIRST, 10, 30), (SECOND, 20, 20), (THIRD, 0, 0)):
        rows.reports(talked, month, ConcernState.TALKED)
        rows.reports(filed, month, ConcernState.FILED)
    assert by_month(living, "talked", "Talked, no record") == ["25%", "50%", NONE]


def test_held_back_and_by_which_ground(living: Living, rows: Counting) -> None:
    first, second = rows.concerns(40, FIRST, living.amy), rows.concerns(40, SECOND, living.amy)
    for entries, held in ((first, 10), (second, 30)):
        rows.decisions(entries[:held], FamilyDecision.HOLD_BACK, ground="increases_risk")
        rows.decisions(entries[held:], FamilyDecision.SHARE_NOW)
    assert by_month(living, "held", "Held back") == ["25%", "75%", NONE]
    label = next(one.figures for one in found_of(living) if one.id == "grounds")
    ground = next(one.label for one in label if one.words == "40")
    assert by_month(living, "grounds", ground) == ["10", "30", "0"]


def test_time_to_the_first_decision_about_the_family(living: Living, rows: Counting) -> None:
    first, second = rows.concerns(12, FIRST, living.amy), rows.concerns(12, SECOND, living.amy)
    rows.decisions(first, FamilyDecision.SHARE_NOW, after=2)
    rows.decisions(first, FamilyDecision.SHARE_NOW, after=9)
    rows.decisions(second, FamilyDecision.SHARE_NOW, after=6)
    assert by_month(living, "waited", "Half took longer than") == ["2", "6", NONE]


def test_another_year_has_months_of_its_own(living: Living, rows: Counting) -> None:
    before = date(FIRST.year - 1, FIRST.month, 1)
    rows.concerns(12, before, living.amy)
    [line] = [one.monthly for one in found_of(living, 1) if one.id == "entries"]
    assert line is not None and line.months[3] == before
    assert line.lines[1].cells[3].words == "12"
    assert by_month(living, "entries", "Welfare") == ["0", "0", "0"]


def test_the_file_has_the_same_figures_and_hides_the_same(client: Client, living: Living) -> None:
    with living.school.transaction():
        rows = Counting(living.school.organisation_id)
        rows.concerns(12, FIRST, living.amy, Purpose.CHILD_PROTECTION)
        rows.concerns(15, SECOND, living.amy, Purpose.CHILD_PROTECTION)
        rows.concerns(3, FIRST, living.amy)
    sign_in(client, living.school[GOVERNOR])
    answer = client.get("/monitors/counts.csv")
    assert answer["Content-Type"].startswith("text/csv")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    entries = [row for row in found if row["monitor"] == "Concerns filed, by purpose" and row["unit"]]
    numbers = {(row["figure"], row["time"]): (row["value"], row["in words"]) for row in entries}
    first = f"{FIRST:%b} {FIRST.year}"
    assert numbers["Child protection", first] == ("12", "12") and numbers["Welfare", first] == ("", HIDDEN)
    assert all(not row["value"] or row["in words"] != HIDDEN for row in found)
    assert "Fairbairn" not in answer.text


def test_the_page_draws_and_says_the_same(client: Client, living: Living) -> None:
    sign_in(client, living.school[LEAD])
    page = client.get("/monitors/").text
    assert page.count("by month; the table below says the same") >= 8
    assert "It does not say" in page and "style=" not in page
    assert "Choose one of the times on the list" in client.get("/monitors/?back=77").text
    sign_in(client, living.school[SUPERVISOR])
    assert client.get("/monitors/counts.csv").status_code == 403


def test_each_month_table_takes_one_statement_and_opens_nothing(living: Living, rows: Counting) -> None:
    rows.concerns(20, FIRST, living.amy)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        months_for(living.school.organisation_id, SPAN)
    assert len(seen) == 9
    assert not any("sealed" in one["sql"] for one in seen)
