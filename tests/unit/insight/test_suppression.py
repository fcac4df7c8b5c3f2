"""No count that is shown, alone or with its total, points at a few children."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairward.insight import monitors
from fairward.insight.suppression import SMALLEST, hidden_parts, share

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
