"""Figures of measures: small examples counted by hand, and no count of 1 to 9 in any of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.hub.measures import figures, spans
from fairward.hub.measures.figures import Cell, Measure, Text
from fairward.hub.measures.pictures import picture_of
from fairward.hub.measures.presenters import as_csv
from fairward.hub.measures.vocabulary import GROUPS, Ethnicity, Feature, values_of
from fairward.insight.spans import Span
from fairward.rules import hub

TEXT = Text("x", "Title", "Meaning.", "Caution.", "Head")


def cells(measure: Measure) -> list[list[str]]:
    return [[cell.words for cell in line.cells] for line in measure.lines]


def test_counts_are_to_the_nearest_ten_and_small_ones_hidden() -> None:
    shown = [figures.about(count).words for count in (0, 1, 9, 10, 14, 15, 94, 1234)]
    assert shown == [
        "0",
        "fewer than 10",
        "fewer than 10",
        "about 10",
        "about 10",
        "about 20",
        "about 90",
        "about 1,230",
    ]
    assert figures.about(30, 60) == Cell("about 30", "30", 0.5)


def test_a_lonely_small_part_takes_others_with_it() -> None:
    """40 + 3 + 12 = 55: whoever knows 55, 40 and 12 knows the 3."""
    found = figures.parts(TEXT, "Cases", [("A", 40), ("B", 3), ("C", 12), ("D", 0)])
    assert cells(found) == [["about 40"], ["fewer than 10"], ["hidden"], ["0"]]


def test_two_small_parts_that_are_small_together_take_a_third() -> None:
    found = figures.parts(TEXT, "Cases", [("A", 40), ("B", 3), ("C", 2), ("D", 11)])
    assert cells(found) == [["about 40"], ["fewer than 10"], ["fewer than 10"], ["hidden"]]


def test_the_middle_of_the_hours_and_how_many_were_in_time() -> None:
    """1, 2, … 20 hours: half took no longer than 10.5. Of 15 in 20 the rest is small."""
    hours = [float(one) for one in range(1, 21)]
    lines = [("Red", hours, 10), ("Amber", hours, 15), ("Green", hours[:9], 9), ("Blue", [], 0)]
    found = figures.times(TEXT, ("Half", "In time", "Decided"), lines)
    assert cells(found) == [
        ["10 hours", "50%", "about 20"], ["10 hours", "too few to say", "about 20"],
        ["too few to say", "too few to say", "fewer than 10"], ["–", "–", "0"],
    ]  # fmt: skip


def test_times_are_said_no_finer_than_hours() -> None:
    said = [figures.hours_words(one) for one in (0.2, 0.9, 5.4, 47.4, 60, 100)]
    assert said == ["less than an hour", "1 hour", "5 hours", "47 hours", "2 days", "4 days"]


def test_shares_of_a_line_are_hidden_until_no_total_gives_one_away() -> None:
    found = figures.table(TEXT, ["A", "B", "C"], [("x", [30, 20, 50]), ("y", [30, 4, 66]), ("z", [5, 0, 0])])
    assert cells(found) == [
        ["30%", "20%", "50%", "about 100"],
        ["too few to say", "too few to say", "66%", "about 100"],
        ["too few to say", "too few to say", "too few to say", "fewer than 10"],
    ]  # fmt: skip


def test_a_picture_has_a_bar_for_each_figure_and_outlines_for_hidden_ones() -> None:
    picture = picture_of(figures.parts(TEXT, "Cases", [("A", 40), ("B", 3), ("C", 20), ("D", 0)]))
    assert picture is not None
    assert [(one.label, one.bars[0].is_hidden, one.bars[0].width) for one in picture.groups] == [
        ("A", False, 190.0), ("B", True, 6.0), ("C", True, 6.0),
    ]  # fmt: skip
    assert picture_of(figures.parts(TEXT, "Cases", [("A", 3)])) is None


@pytest.mark.parametrize(
    ("code", "since", "until", "said"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "Nov 2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Feb 2024"),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31), "Oct to Dec 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_times(code: str, since: date, until: date, said: str) -> None:
    assert spans.span_of(code) == Span(since, until) and spans.words(code) == said


@pytest.mark.parametrize("code", ["", "2026-q5", "2026-13", "26", "2026-q4-1", "x"])
def test_no_other_times(code: str) -> None:
    with pytest.raises(ValueError):
        spans.span_of(code)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_every_time_on_the_list_has_words_and_begins_before_it_ends(today: date) -> None:
    codes = [code for _, listed in spans.choices(today) for code, _ in listed]
    assert len(codes) == len(set(codes)) == 24 and spans.usual(today) in codes
    for code in codes:
        span = spans.span_of(code)
        assert span.since <= span.until and spans.quarters_of(span)[0] <= span.since
    assert spans.quarters_of(spans.span_of(str(today.year))) == [
        date(today.year, one, 1) for one in (1, 4, 7, 10)
    ]


def test_every_outcome_of_the_rules_has_a_group_and_every_value_words() -> None:
    assert set(GROUPS) == set(hub.outcomes())
    assert len(values_of(Feature.ETHNICITY)) == len(Ethnicity) and len(values_of(Feature.DECILE)) == 11


SMALL_AND_LARGE = st.lists(st.integers(0, 60), min_size=1, max_size=6)


@given(SMALL_AND_LARGE, st.lists(SMALL_AND_LARGE, min_size=1, max_size=4))
def test_no_count_of_one_to_nine_is_in_words_numbers_or_file(
    whole: list[int], lines: list[list[int]]
) -> None:
    """Every number is a ten; every share leaves ten or none on either side."""
    named = [(str(place), count) for place, count in enumerate(whole)]
    made = [figures.parts(TEXT, "Cases", named), figures.counts(TEXT, "Cases", named)]
    for measure in made:
        for line in measure.lines:
            assert all(not cell.number or int(cell.number) % 10 == 0 for cell in line.cells)
    for counts in lines:
        (line,) = figures.table(TEXT, ["A"] * len(counts), [("x", counts)]).lines
        for cell, count in zip(line.cells, counts, strict=False):
            rest = sum(counts) - count
            is_large = count in (0, *range(10, 999)) and rest in (0, *range(10, 999))
            assert not cell.number or is_large
    text = as_csv(made, Span(date(2026, 1, 1), date(2026, 3, 31)))
    assert {row.split(",")[-2] for row in text.splitlines()[1:]} <= {
        "",
        *(str(ten) for ten in range(0, 70, 10)),
    }
