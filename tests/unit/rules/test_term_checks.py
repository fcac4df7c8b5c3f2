"""Mistakes in a school's own term dates, each named in a sentence; and new dates put in the place of old ones."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rules import term_checks
from fairward.rules.calendars import TermDates

SIX = json.loads((Path(__file__).parents[2] / "data" / "term_dates" / "six_schools.json").read_text("utf-8"))
TODAY = date(2026, 11, 23)
WHOLE = TermDates(
    [(date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25)), (date(2027, 4, 12), date(2027, 7, 21))],
    [(date(2026, 10, 26), date(2026, 10, 30)), (date(2027, 2, 15), date(2027, 2, 19)), (date(2027, 5, 31), date(2027, 6, 4))],
    [date(2026, 9, 1), date(2026, 9, 2)],
)  # fmt: skip


def dates_of(school: dict[str, Any]) -> TermDates:
    def day(raw: str) -> date:
        return date.fromisoformat(raw)

    spans = [[(day(first), day(last)) for first, last in school[key]] for key in ("terms", "half_terms")]
    return TermDates(spans[0], spans[1], [day(one) for one in school["inset"]])


def term(*span: int) -> TermDates:
    """A term from (month, day) to (month, day) of 2026."""
    return TermDates([(date(2026, *span[:2]), date(2026, *span[2:]))])


@pytest.mark.parametrize("school", SIX["schools"], ids=[each["school"] for each in SIX["schools"]])
def test_a_real_school_has_the_days_it_publishes(school: dict[str, Any]) -> None:
    days = term_checks.days_by_school_year(dates_of(school))
    assert days["2025-26"] == school["pupil_days_2025_26"]
    assert not [problem for problem in term_checks.check(dates_of(school), TODAY) if problem.blocks]


def test_what_two_of_the_six_published_wrongly_is_named() -> None:
    found = {
        each["school"]: [problem.sentence for problem in term_checks.check(dates_of(each), TODAY)]
        for each in SIX["schools"]
    }
    assert found["Primary A, Staffordshire"] == []
    assert found["Infant, Portsmouth"] == [
        "3 September 2025 is given as the first day of a term and as a day without pupils."
    ]
    assert found["Primary, Shropshire"] == [
        "The half term from 12 February 2026 to 20 February 2026 starts on a Thursday; most start on a Monday."
    ]
    assert found["High school, Derbyshire"] == [
        "23 February 2026 is given as a day without pupils and lies in a half term."
    ]


@pytest.mark.parametrize(
    ("dates", "blocks", "sentence"),
    [
        (TermDates([]), True, "There is no term"),
        (TermDates([], [(date(2026, 5, 25), date(2026, 5, 29))]), True, "There is no term"),
        (TermDates([(date(2026, 7, 17), date(2026, 4, 13))]), True, "ends before it starts"),
        (TermDates([(date(2025, 9, 2), date(2026, 12, 18))]), True, "is 473 days long, which cannot be right"),
        (TermDates([(date(2062, 9, 1), date(2062, 12, 18))]), True, "The year 2062 cannot be right"),
        (
            TermDates([(date(2026, 1, 5), date(2026, 4, 14)), (date(2026, 4, 13), date(2026, 7, 17))]),
            True,
            "starts before the last one ends",
        ),
        (
            TermDates([(date(2026, 1, 6), date(2026, 3, 27))], [(date(2026, 2, 20), date(2026, 2, 16))]),
            True,
            "The half term from 20 February 2026 to 16 February 2026 ends before it starts",
        ),
        (
            TermDates([(date(2026, 1, 6), date(2026, 3, 27))], [(date(2026, 2, 16), date(2026, 12, 20))]),
            True,
            "is 308 days long",
        ),
        (term(4, 12, 5, 22), False, "12 April 2026, a Sunday"),
        (term(4, 13, 5, 25), False, "25 May 2026, a bank holiday"),
        (term(4, 13, 7, 17), False, "has no half term"),
        (term(4, 13, 4, 15), False, "is 3 days long"),
        (term(1, 5, 5, 22), False, "is 138 days long"),
        (
            TermDates([(date(2026, 1, 6), date(2026, 3, 27))], [(date(2026, 2, 12), date(2026, 2, 20))]),
            False,
            "starts on a Thursday",
        ),
        (
            TermDates([(date(2026, 2, 23), date(2026, 3, 27))], [(date(2026, 5, 25), date(2026, 5, 29))]),
            False,
            "is not inside a term",
        ),
        (
            TermDates([(date(2026, 1, 6), date(2026, 3, 27))], [(date(2026, 3, 23), date(2026, 4, 3))]),
            False,
            "reaches beyond its term",
        ),
        (TermDates([(date(2025, 9, 3), date(2025, 10, 24))], (), [date(2025, 9, 3)]), False, "as a day without pupils"),
        (TermDates([(date(2025, 9, 3), date(2025, 10, 24))], (), [date(2025, 9, 6)]), False, "weekend or bank holiday"),
        (TermDates([(date(2025, 9, 3), date(2025, 10, 24))], (), [date(2025, 5, 6)]), False, "far from every term"),
        (
            TermDates([(date(2025, 11, 3), date(2025, 12, 19)), (date(2026, 9, 2), date(2026, 10, 23))]),
            False,
            "a term seems to be missing",
        ),
    ],
)  # fmt: skip
def test_mistakes_in_a_schools_own_dates_are_named(dates: TermDates, blocks: bool, sentence: str) -> None:
    found = term_checks.check(dates, TODAY)
    assert len(found) == 1, found
    assert sentence in found[0].sentence and found[0].blocks is blocks


def test_too_few_days_in_a_whole_year_are_named() -> None:
    assert term_checks.check(WHOLE, TODAY) == []
    short = TermDates([*WHOLE.terms[:2], (date(2027, 4, 12), date(2027, 6, 30))], WHOLE.half_terms)
    assert [problem.sentence for problem in term_checks.check(short, TODAY)] == [
        "The school year 2026-27 has 178 days with pupils; 190 is usual."
    ]


def test_half_terms_between_stretches_of_open_days_are_no_mistake() -> None:
    stretches = TermDates(WHOLE.open_stretches(), WHOLE.half_terms, WHOLE.inset)
    assert term_checks.check(stretches, TODAY) == []


def test_open_stretches_say_the_same_as_terms_and_half_terms() -> None:
    for school in SIX["schools"]:
        whole = dates_of(school)
        assert TermDates(whole.open_stretches()).school_days() == whole.school_days()


def test_new_dates_replace_old_ones_in_between_and_leave_the_others() -> None:
    old = dates_of(SIX["schools"][2])  # 2025-26 and 2026-27
    mended = term_checks.merged(old, WHOLE)
    assert [span for span in mended.terms if span[0] < date(2026, 8, 1)] == list(old.terms[:3])
    assert [span for span in mended.terms if span[0] > date(2026, 8, 1)] == list(WHOLE.terms)
    assert date(2026, 7, 20) in mended.inset and date(2025, 9, 1) in mended.inset
    assert term_checks.merged(old, TermDates([])) == old


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.integers(-40, 400)), max_size=12))
def test_whatever_is_given_is_checked_without_an_error(given_spans: list[tuple[date, int]]) -> None:
    spans = [(first, date.fromordinal(first.toordinal() + days)) for first, days in given_spans]
    dates = TermDates(spans[:6], spans[6:9], [first for first, _ in spans[9:]])
    found = term_checks.check(dates, TODAY)
    assert all(problem.sentence.endswith(".") for problem in found)
    assert len({problem.blocks for problem in found}) <= 1
    if not any(problem.blocks for problem in found):
        assert TermDates(dates.open_stretches()).school_days() == dates.school_days()
