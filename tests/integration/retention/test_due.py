"""What is due on a day: found page by page, counted in groups, told beforehand by `fairward retention simulate`."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import ReadOnlySqlTransaction

from fairward.config import retention_command
from fairward.files.models import Entry
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.due_counting import count_due, due_by_month
from fairward.retention.due_queries import due, due_groups
from fairward.retention.models import Hold, ReviewDecision
from fairward.retention.simulating import outlook, reading_only
from fairward.retention.vocabulary import Choice, HoldKind
from tests.personas import LEAD
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living

living = kept(make_living)


def entries(living: Living, number: int, purpose: Purpose = Purpose.CHILD_PROTECTION) -> list[UUID]:
    return [living.file(living.report(), purpose)[0] for _ in range(number)]


def set_days(living: Living, entry_id: UUID, review_on: date, destroy_on: date) -> None:
    with living.school.transaction():
        Entry.objects.filter(id=entry_id).update(review_on=review_on, destroy_on=destroy_on)


def paged(living: Living, on: date, limit: int) -> list[UUID]:
    found: list[UUID] = []
    after = None
    while True:
        page = due(living.school.organisation_id, on, after=after, limit=limit)
        assert len(page.entries) <= limit
        found += [one.id for one in page.entries]
        after = page.next_after
        if after is None:
            return found


def test_pages_follow_each_other_without_gap_or_repetition(living: Living) -> None:
    made, today = entries(living, 5), timezone.localdate()
    for place, entry in enumerate(made):
        set_days(living, entry, today - timedelta(days=place // 2), today + timedelta(days=30))
    with living.school.transaction():
        whole = paged(living, today, 100)
        assert set(whole) == set(made) and len(whole) == 5
        for limit in (1, 2, 3, 5):
            assert paged(living, today, limit) == whole
        assert paged(living, today - timedelta(days=1), 2) == [one for one in whole if one in made[2:]]
        assert paged(living, today - timedelta(days=3), 2) == []


def test_what_is_about_another_entry_is_not_listed_by_itself(living: Living) -> None:
    entry = living.file(living.report(), action="Ring the mother")[0]
    with living.school.transaction():
        Entry.objects.update(review_on=date(2026, 1, 1))
        assert paged(living, timezone.localdate(), 10) == [entry]


def test_groups_count_alike_ones_and_what_is_decided_already(living: Living) -> None:
    made, today = entries(living, 3), timezone.localdate()
    welfare = entries(living, 1, Purpose.WELFARE)[0]
    living.decide(welfare, Outcome.EXPLAINED)
    for entry in (*made, welfare):
        set_days(living, entry, today, today + timedelta(days=1))
    with living.school.transaction():
        ReviewDecision.objects.create(
            organisation_id=living.school.organisation_id, entry_id=made[0], batch_id=uuid4(), choice=int(Choice.DESTROY),
            reason=b"x", carry_out_on=today, decided_at=timezone.now(), decided_by=living.actor(LEAD).membership_id,
            needs_second=True,
        )  # fmt: skip
        own = living.school.organisation_id
        groups = {(one.purpose, one.outcome): one for one in due_groups(own, today)}
        undecided = groups[Purpose.CHILD_PROTECTION, None]
        assert (undecided.entries, undecided.decided, undecided.past_last_day) == (3, 1, 0)
        assert groups[Purpose.WELFARE, Outcome.EXPLAINED].entries == 1
        assert [one.purpose for one in due_groups(own, today, purposes=[Purpose.WELFARE])] == [
            Purpose.WELFARE
        ]
        assert sum(one.past_last_day for one in due_groups(own, today + timedelta(days=1))) == 4
        decided = {one.id: one.is_decided for one in due(own, today).entries}
        assert decided[made[0]] and not decided[made[1]]


def test_a_night_counts_what_is_due_and_keeps_the_last_count_of_each_month(living: Living) -> None:
    made, own = entries(living, 2), living.school.organisation_id
    for entry in made:
        set_days(living, entry, date(2026, 3, 1), date(2026, 4, 30))
    with living.school.transaction():
        assert count_due(own, date(2026, 2, 28)) == 0
        assert [count_due(own, date(2026, 3, 30)), count_due(own, date(2026, 3, 31))] == [2, 2]
        assert count_due(own, date(2026, 3, 31)) == 2, "the same night again"
        assert count_due(own, date(2026, 4, 30)) == 2
        april = (date(2026, 4, 30), 2, 2)
        assert due_by_month(own) == [(date(2026, 2, 28), 0, 0), (date(2026, 3, 31), 2, 0), april]
        count_due(own, date(2027, 5, 1))
        assert due_by_month(own)[0] == april, "older ones are forgotten"


def test_the_list_is_found_by_its_index(living: Living) -> None:
    """Row-level security and all: what is not due is not looked at."""
    busy(living)
    with living.school.transaction(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM files_entry e WHERE e.organisation_id = %s AND e.about_entry_id IS NULL "
            "AND e.review_on <= %s AND (e.review_on, e.id) > (%s, %s) ORDER BY e.review_on, e.id LIMIT 50",
            [living.school.organisation_id, timezone.localdate(), date(2020, 1, 1), uuid4()],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "entry_review" in plan and "Sort" not in plan, plan


def test_an_outlook_counts_each_record_once(living: Living) -> None:
    review, gone, held = entries(living, 3)
    today, own = timezone.localdate(), living.school.organisation_id
    set_days(living, review, today, today + timedelta(days=9))
    set_days(living, gone, today - timedelta(days=9), today)
    set_days(living, held, today - timedelta(days=9), today)
    waits = living.report()
    with living.school.transaction():
        Hold.objects.create(
            organisation_id=own, kind=int(HoldKind.POLICE), child_id=None, file_id=None, purpose=None, theme="",
            since_on=None, until_on=today, reason=b"x", owner_id=living.actor(LEAD).membership_id, made_at=timezone.now(),
            made_by=living.actor(LEAD).membership_id, review_on=today,
        )  # fmt: skip
        later = timezone.now() + timedelta(days=3)
        Entry.objects.exclude(id=held).update(recorded_at=later, occurred_at=later)
        rows = {one.rule_id: one for one in outlook(own, today)}
    child = rows["child-protection-undecided"]
    assert (child.review, child.automatic, child.decision, child.frozen, child.total) == (1, 0, 1, 1, 3)
    with living.school.transaction():
        week = {one.rule_id: one for one in outlook(own, today + timedelta(days=8))}
        assert week["intake-undecided"].review == 1, "a report that nobody has decided about in a week"
    assert waits


def everything(living: Living) -> list[str]:
    """Every row of every table of both databases that this organisation may see, as text."""
    with living.school.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT has_table_privilege('\"{table}\"', 'SELECT')")
            if cursor.fetchone()[0]:
                cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
                found += [f"{table}: {row[0]}" for row in cursor.fetchall()]
        return found


def test_simulating_changes_nothing_not_even_the_log(
    living: Living, capsys: pytest.CaptureFixture[str]
) -> None:
    busy(living)
    before = everything(living)
    assert any(line.startswith("audit_leaf: ") for line in before)
    assert retention_command.run("simulate", ["--on", "2060-01-01", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert everything(living) == before
    classes = {one["rule_id"]: one for one in printed["organisations"][0]["classes"]}
    undecided = classes["child-protection-undecided"]
    assert undecided["decision"] + undecided["frozen"] >= 1, "what an open complaint holds is counted apart"
    assert classes["intake-undecided"]["decision"] >= 1
    assert all(one["automatic"] == 0 for one in classes.values()), "nothing about a child goes by itself"


def test_the_database_itself_refuses_a_change_in_a_simulation(living: Living) -> None:
    entry = entries(living, 1)[0]
    with pytest.raises(Exception) as found, reading_only(living.school.organisation_id):
        Entry.objects.filter(id=entry).update(review_on=date(2026, 1, 1))
    assert isinstance(found.value.__cause__, ReadOnlySqlTransaction)


def test_the_words_of_a_simulation_hold_no_name(living: Living, capsys: pytest.CaptureFixture[str]) -> None:
    busy(living)
    assert (
        retention_command.run(
            "simulate", ["--on", "2060-01-01", "--organisation", "millbrook primary school"]
        )
        == 0
    )
    words = capsys.readouterr().out
    assert "What would happen on 1 January 2060" in words and "Nothing was changed" in words
    assert "Amy" not in words and "Fairbairn" not in words
    assert retention_command.run("simulate", ["--organisation", "Nobody’s School"]) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.integers(-40, 40), min_size=3, max_size=3),
    on=st.integers(-40, 40),
    limit=st.integers(1, 3),
)
def test_due_is_what_a_plain_look_at_every_row_finds(
    living: Living, days: list[int], on: int, limit: int
) -> None:
    today = timezone.localdate()
    with living.school.transaction():
        made = list(Entry.objects.values_list("id", flat=True))
    made = made or entries(living, 3)
    for entry, day in zip(made, days, strict=True):
        set_days(living, entry, today + timedelta(days=day), today + timedelta(days=99))
    with living.school.transaction():
        plain = [entry for entry, day in zip(made, days, strict=True) if day <= on]
        assert sorted(paged(living, today + timedelta(days=on), limit)) == sorted(plain)
