"""Care before something goes: one by one, two people, the day on which it is carried out, how long a hold stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import EntryKind, Outcome, Purpose, Role
from fairward.retention.hold_policies import Scope, check_review_on, longest_until, overdue_for, purposes_seen
from fairward.retention.review_policies import (
    DueEntry,
    carried_out_from,
    check_opened,
    is_one_by_one,
    kept_at_most,
    must_be_opened,
    needs_second,
)
from fairward.retention.review_presenters import year_drawn
from fairward.retention.vocabulary import Choice

TODAY = date(2027, 3, 1)
ID = UUID(int=1)
ENTRY = DueEntry(
    ID, ID, ID, Purpose.CHILD_PROTECTION, "child-protection-no-further-action", Outcome.NO_FURTHER_ACTION, EntryKind.CONCERN,
    datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), TODAY, TODAY + timedelta(30), 1, "Because.",
)  # fmt: skip
ABUSE = replace(ENTRY, rule_id="child-protection-sexual-abuse", destroy_on=TODAY)


@pytest.mark.parametrize(
    ("entry", "choice", "flags", "two"),
    [
        (ENTRY, Choice.DESTROY, (), True),
        (replace(ENTRY, destroy_on=TODAY), Choice.DESTROY, (), False),
        (replace(ENTRY, purpose=Purpose.WELFARE), Choice.DESTROY, (), False),
        (ENTRY, Choice.REDUCE_TO_COUNT, (), False),
        (ENTRY, Choice.REDUCE_TO_COUNT, ("sexual_abuse",), True),
        (ENTRY, Choice.MOVE_DOWN, ("section_47", "sexual_abuse"), True),
        (ABUSE, Choice.DESTROY, (), True),
        (ABUSE, Choice.REDUCE_TO_SUMMARY, (), True),
        (ABUSE, Choice.KEEP, (), False),
        (ENTRY, Choice.KEEP, ("sexual_abuse",), False),
    ],
)
def test_two_people_are_needed_where_it_matters(
    entry: DueEntry, choice: Choice, flags: tuple[str, ...], two: bool
) -> None:
    assert needs_second(entry, choice, flags, TODAY) is two


def test_serious_and_unnamed_classes_are_decided_one_by_one() -> None:
    assert is_one_by_one("child-protection-substantiated", TODAY)
    assert is_one_by_one("a class that the schedule no longer has", TODAY)
    assert not is_one_by_one(ENTRY.rule_id, TODAY)
    assert must_be_opened(ENTRY, Choice.REDUCE_TO_COUNT, ("sexual_abuse",), TODAY)
    with pytest.raises(Denied, match="not_opened"):
        check_opened([ABUSE], Choice.KEEP, {}, (), TODAY)
    check_opened([ABUSE], Choice.KEEP, {}, {ID}, TODAY)


def test_nothing_is_carried_out_on_the_day_it_is_decided() -> None:
    assert carried_out_from(TODAY) == date(2027, 3, 8)


def test_the_schedule_says_how_long_something_is_kept_without_a_look() -> None:
    assert kept_at_most(ENTRY, TODAY) == date(2028, 3, 1)
    assert kept_at_most(ABUSE, TODAY) == date(2032, 3, 1)


def test_a_hold_stands_six_months_and_is_asked_for_after_that() -> None:
    assert longest_until(TODAY) == date(2027, 9, 1)
    check_review_on(date(2027, 9, 1), TODAY)
    with pytest.raises(Denied, match="hold_review"):
        check_review_on(date(2027, 9, 2), TODAY)
    assert overdue_for("hold-review-headteacher", TODAY) == TODAY - timedelta(8)


def test_a_scope_without_any_part_names_nothing() -> None:
    assert not Scope().is_named
    assert all(one.is_named for one in (Scope(child_id=ID), Scope(theme="neglect"), Scope(until_on=TODAY)))
    assert Purpose.STAFF_CONDUCT not in purposes_seen(Role.SAFEGUARDING_LEAD)
    assert Purpose.STAFF_CONDUCT in purposes_seen(Role.HEADTEACHER)


def test_the_picture_and_its_table_say_the_same() -> None:
    drawn = year_drawn({"welfare": [0, 4, *[0] * 10], "behaviour": [2, 0, *[0] * 10]}, TODAY)
    assert [[cell.text for cell in row.cells] for row in drawn.table] == [
        ["March 2027", "Behaviour", "2"],
        ["April 2027", "Welfare and early help", "4"],
    ]
    assert {title: [bar.count for bar in bars if bar.count] for title, bars in drawn.rows} == {
        "Behaviour": [2], "Welfare and early help": [4],
    }  # fmt: skip
    assert drawn.letters[:2] == ["Mar", "Apr"] and year_drawn({}, TODAY).rows == []
