"""Calendar arithmetic: leap years, month ends, Easter, substitute days, a school's own dates."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rules import calendars, clocks, term_checks
from fairward.rules.calendars import TermDates

GOVUK = json.loads((Path(__file__).parent / "data" / "govuk_bank_holidays.json").read_text(encoding="utf-8"))

STAFFORDSHIRE = TermDates(
    terms=[
        (date(2025, 9, 2), date(2025, 12, 19)),
        (date(2026, 1, 5), date(2026, 3, 27)),
        (date(2026, 4, 13), date(2026, 7, 17)),
    ],
    half_terms=[
        (date(2025, 10, 27), date(2025, 10, 31)),
        (date(2026, 2, 16), date(2026, 2, 20)),
        (date(2026, 5, 25), date(2026, 5, 29)),
    ],
    inset=[date(2025, 10, 23), date(2025, 10, 24), date(2026, 5, 22)],
)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2100, 1, 31), 1, date(2100, 2, 28)),
        (date(2000, 1, 31), 1, date(2000, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_a_calendar_month_later(start: date, months: int, expected: date) -> None:
    assert calendars.add_months(start, months) == expected


@given(st.dates(), st.integers(0, 2000), st.integers(0, 2000))
def test_more_months_are_never_earlier(start: date, fewer: int, more: int) -> None:
    assert calendars.add_months(start, fewer) <= calendars.add_months(start, fewer + more)


def test_bank_holidays_agree_with_the_government_for_every_day_it_lists() -> None:
    published = {date.fromisoformat(day) for day in GOVUK["dates"]}
    day, wrong = date(2012, 1, 1), []
    while day <= date(2028, 12, 31):
        if calendars.is_bank_holiday(day) != (day in published) and day.weekday() < calendars.SATURDAY:
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2027, 3, 26), "Good Friday in March"),
        (date(2026, 12, 28), "Boxing Day on a Saturday: the Monday instead"),
        (date(2027, 12, 27), "Christmas on a Saturday: the Monday instead"),
        (date(2027, 12, 28), "Boxing Day on a Sunday: the Tuesday instead"),
        (date(2022, 9, 19), "the Queen's funeral"),
        (date(2023, 5, 8), "the coronation"),
        (date(2020, 5, 8), "Early May moved to a Friday"),
    ],
)
def test_days_that_are_not_working_days(day: date, why: str) -> None:
    assert not calendars.is_working_day(day), why


def test_a_day_off_in_scotland_only_is_a_working_day_here() -> None:
    assert calendars.is_working_day(date(2026, 1, 2))
    assert calendars.is_working_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday to Monday
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas and its substitute
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2026, 11, 23), 45, date(2027, 1, 28)),
    ],
)
def test_working_days(start: date, count: int, expected: date) -> None:
    assert calendars.add_working_days(start, count) == expected


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 8, 31), date(2026, 8, 31)),
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 1, 1), date(2026, 8, 31)),
    ],
)
def test_school_years_end_in_august(day: date, end: date) -> None:
    assert calendars.school_year_end(day) == end


def school_days(start: date, count: int, terms: TermDates | None) -> clocks.Due:
    noon = datetime.combine(start, time(12), clocks.ENGLAND)
    return clocks.due(clocks.period({"school_days": count}), noon, clocks.Calendars(terms))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 10, 22), 1, date(2025, 11, 3)),  # two days without pupils, then half term
        (date(2025, 12, 19), 1, date(2026, 1, 5)),  # Christmas holidays
        (date(2026, 3, 27), 5, date(2026, 4, 17)),  # Easter holidays
        (date(2026, 5, 1), 1, date(2026, 5, 5)),  # early May bank holiday
        (date(2026, 5, 21), 1, date(2026, 6, 1)),
    ],
)
def test_school_days_of_a_school_with_its_dates(start: date, count: int, expected: date) -> None:
    found = school_days(start, count, STAFFORDSHIRE)
    assert (found.at.date(), found.is_assumed) == (expected, False)


def test_after_the_last_known_term_working_days_are_counted_and_it_says_so() -> None:
    found = school_days(date(2026, 7, 16), 2, STAFFORDSHIRE)
    assert (found.at.date(), found.is_assumed) == (date(2026, 7, 20), True)
    assert school_days(date(2026, 7, 17), 1, None).is_assumed


def test_a_year_of_a_real_school_has_its_number_of_pupil_days() -> None:
    days = (date(2025, 9, 1) + timedelta(days=offset) for offset in range(365))
    assert sum(STAFFORDSHIRE.is_school_day(day) for day in days) == 190  # the number the school publishes
    assert term_checks.check(STAFFORDSHIRE, date(2026, 11, 23)) == []
