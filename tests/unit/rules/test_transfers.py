"""The clock of a transfer: five school days in a term, the first five of a new one, and what it says when dates are missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rules.calendars import TermDates
from fairward.rules.clocks import ENGLAND, Calendars
from fairward.rules.transfers import DESTINATION, Begins, begins, clock, next_look

AUTUMN, SPRING, SUMMER = (
    (date(2026, 9, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 7, 21)),
)
NEXT = (date(2027, 9, 2), date(2027, 12, 17))
HALF_TERM = (date(2026, 10, 26), date(2026, 10, 30))
YEAR = TermDates([AUTUMN, SPRING, SUMMER, NEXT], [HALF_TERM])


def due(left_on: date, terms: TermDates | None = YEAR) -> date:
    return clock(left_on, Calendars(terms)).due.at.date()


class TestInTerm:
    def test_five_school_days_after_the_day_they_left(self) -> None:
        assert due(date(2026, 11, 2)) == date(2026, 11, 9)
        assert begins(date(2026, 11, 2), YEAR) == Begins(date(2026, 11, 2))

    def test_half_term_does_not_count_and_is_no_new_term(self) -> None:
        assert due(date(2026, 10, 22)) == date(2026, 11, 5)  # 23 October, then 2 to 5 November

    def test_it_warns_on_the_fifth_calendar_day(self) -> None:
        found = clock(date(2026, 10, 22), Calendars(YEAR)).due
        assert found.warn_at is not None
        assert found.warn_at.astimezone(ENGLAND).date() == date(2026, 10, 27)


class TestNewTerm:
    @pytest.mark.parametrize("left_on", [date(2027, 7, 21), date(2027, 7, 22), date(2027, 8, 31)])
    def test_september_starters_have_the_first_five_days_of_the_new_term(self, left_on: date) -> None:
        found = clock(left_on, Calendars(YEAR))
        assert found.due.at.date() == date(2027, 9, 8)  # 2, 3, 6, 7, 8 September
        assert found.begins.new_term == date(2027, 9, 2)
        assert "term that begins on 2 September 2027" in found.sentence
        assert not found.is_assumed

    def test_so_have_those_who_leave_at_christmas(self) -> None:
        assert due(date(2026, 12, 18)) == date(2027, 1, 8)

    def test_the_warning_does_not_come_in_the_holidays(self) -> None:
        found = clock(date(2027, 7, 21), Calendars(YEAR)).due
        assert found.warn_at is not None
        assert found.warn_at.astimezone(ENGLAND).date() == date(2027, 9, 6)

    def test_somebody_who_leaves_on_the_day_before_the_last_leaves_in_the_term(self) -> None:
        assert due(date(2026, 12, 17)) == date(2027, 1, 7)  # 18 December, then 4 to 7 January


class TestNothingKnown:
    def test_in_term_it_counts_working_days_and_says_so(self) -> None:
        found = clock(date(2026, 11, 2), Calendars(None))
        assert found.due.at.date() == date(2026, 11, 9)
        assert found.is_assumed
        assert "working days were counted" in found.sentence

    @pytest.mark.parametrize(
        "terms", [None, TermDates([AUTUMN, SPRING, SUMMER])], ids=["no dates", "dates that end in July"]
    )
    def test_in_july_it_takes_the_first_working_day_of_september_and_says_so(
        self, terms: TermDates | None
    ) -> None:
        found = clock(date(2027, 7, 21), Calendars(terms))
        assert found.due.at.date() == date(2027, 9, 7)  # 1, 2, 3, 6, 7 September
        assert found.is_assumed
        assert "first working day of September was taken" in found.sentence


@given(st.dates(date(2026, 9, 2), date(2027, 8, 31)))
def test_it_is_never_due_on_a_day_without_pupils_nor_sooner_than_five_days(left_on: date) -> None:
    last = due(left_on)
    assert YEAR.is_school_day(last)
    assert (last - left_on).days >= 5


@given(st.dates(date(2026, 9, 2), date(2027, 8, 30)))
def test_whoever_leaves_later_is_never_due_sooner(left_on: date) -> None:
    assert due(left_on) <= due(date.fromordinal(left_on.toordinal() + 1))


def test_where_nobody_knows_one_asks_again_in_five_school_days() -> None:
    assert next_look(DESTINATION, date(2026, 11, 2), Calendars(YEAR)) == date(2026, 11, 9)
