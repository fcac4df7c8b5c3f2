"""No count that is shown, alone or with its total, points at a few children."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fairward.insight import monitors, monthly
from fairward.insight.suppression import SMALLEST, hidden_parts, hidden_together, rounded, share

MONTHS = [date(2026, month, 1) for month in range(1, 13)]
YEAR = st.lists(st.integers(0, 40) | st.just(0), min_size=12, max_size=12)
COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=8)


@given(COUNTS)
def test_what_is_shown_is_large_or_nothing(counts: list[int]) -> None:
    assert all(one is None or one == 0 or one >= SMALLEST for one in hidden_parts(counts))


@given(COUNTS)
def test_a_total_does_not_give_a_hidden_part_away(counts: list[int]) -> None:
    """One hidden part is the total less the others; unless nothing else is there to hide behind."""
    hidden = [count for count, shown in zip(counts, hidden_parts(counts), strict=True) if shown is None]
    assert len(hidden) != 1 or not any(count for count in counts if count not in hidden)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_share_needs_enough_on_both_sides(part: int, rest: int) -> None:
    found = share(part, part + rest)
    small = 0 < part < SMALLEST or 0 < rest < SMALLEST or part + rest < SMALLEST
    assert (found is None) is small


def test_the_words_say_that_something_is_hidden() -> None:
    shown = monitors.split("x", "Title", "Meaning.", [("A", 40), ("B", 3), ("C", 12), ("D", 0)])
    assert [one.words for one in shown.figures] == ["40", "fewer than 10", "fewer than 10", "0"]
    assert [one.length for one in shown.figures] == [1.0, None, None, 0.0]
    assert monitors.days("x", "T", "M.", "Half", [3.0] * 9, "entries").figures[0].words == (
        "too few to say (fewer than 10)"
    )
    assert (
        monitors.days("x", "T", "M.", "Half", [3.0] * 10, "entries").figures[0].words == "3 days (10 entries)"
    )


def gives_away(column: list[int], hide: list[bool]) -> bool:
    """Whether the total less what is shown is a small count, or one month's, while something is shown."""
    hidden = [count for count, is_hidden in zip(column, hide, strict=True) if is_hidden and count]
    shown = [count for count, is_hidden in zip(column, hide, strict=True) if not is_hidden and count]
    return bool(hidden and shown) and (len(hidden) == 1 or sum(hidden) < SMALLEST)


@given(YEAR, YEAR)
def test_no_month_is_given_away_by_itself_or_by_the_total(first: list[int], second: list[int]) -> None:
    for columns in ([first], [first, second]):
        hide = hidden_together(columns)
        for column in columns:
            small = [month for month, count in enumerate(column) if 0 < count < SMALLEST]
            assert all(hide[month] for month in small)
            assert not gives_away(column, hide)


@given(YEAR, YEAR)
def test_a_share_by_month_is_hidden_with_its_rest(parts: list[int], rests: list[int]) -> None:
    wholes = [part + rest for part, rest in zip(parts, rests, strict=True)]
    [line] = monthly.shares(MONTHS, "x", "A", parts, wholes).lines
    for cell, part, rest in zip(line.cells, parts, rests, strict=True):
        if cell.number:
            assert not 0 < part < SMALLEST and not 0 < rest < SMALLEST and part + rest >= SMALLEST
        else:
            assert cell.words in (monthly.HIDDEN, monthly.NOTHING) and cell.height is None


@given(st.lists(st.integers(0, 9), min_size=12, max_size=12))
def test_what_grows_says_only_tens(steps: list[int]) -> None:
    reached = [sum(steps[: place + 1]) for place in range(12)]
    [line] = monthly.growing(MONTHS, "x", "A", reached).lines
    assert all(int(cell.number) % SMALLEST == 0 for cell in line.cells)
    assert [int(cell.number) for cell in line.cells] == [rounded(count) for count in reached]


def test_a_median_of_few_is_hidden_and_of_none_is_a_dash() -> None:
    [line] = monthly.medians(MONTHS[:3], "days", "Half", [(3.0, 9), (4.0, 10), (0.0, 0)]).lines
    assert [(cell.words, cell.number) for cell in line.cells] == [("hidden", ""), ("4", "4.0"), ("–", "")]
