"""The same count at several times: small ones hidden, the others to the nearest ten."""

from __future__ import annotations

from fairward.insight.monitors import FEW, series


def test_small_counts_are_hidden_and_others_are_rounded() -> None:
    found = series("due", "Due", "", [("March", 0), ("April", 9), ("May", 14), ("June", 208)])
    assert [one.words for one in found.figures] == ["0", FEW, "about 10", "about 210"]
    assert [one.length for one in found.figures] == [0.0, None, 14 / 208, 1.0]


def test_before_the_first_count_it_says_so() -> None:
    assert [one.label for one in series("due", "Due", "", []).figures] == ["Not counted yet"]
