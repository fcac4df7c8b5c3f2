"""Rows are added and removed without losing a word."""

from __future__ import annotations

from django.http import QueryDict

from fairward.design.repeats import asked_for_another, with_another, without_row

ROWS = "s-TOTAL_FORMS=3&s-INITIAL_FORMS=0&s-2-t=c&s-0-t=a&s-1-t=b&s-2-m=x&s-2-m=y&other=1&add-another=s"


def test_one_row_more_and_everything_typed_stays() -> None:
    data = QueryDict(ROWS)
    assert asked_for_another(data) == "s"
    grown = with_another(data, "s")
    assert grown["s-TOTAL_FORMS"] == "4"
    assert grown["s-1-t"] == "b"


def test_there_is_a_limit_and_nonsense_counts_as_nothing() -> None:
    assert with_another(QueryDict("s-TOTAL_FORMS=30"), "s")["s-TOTAL_FORMS"] == "30"
    assert with_another(QueryDict("s-TOTAL_FORMS=²"), "s")["s-TOTAL_FORMS"] == "1"
    assert with_another(QueryDict(""), "s")["s-TOTAL_FORMS"] == "1"


def test_a_removed_row_lets_the_others_move_up() -> None:
    shrunk = without_row(QueryDict(ROWS), "s", 1)
    assert shrunk["s-TOTAL_FORMS"] == "2"
    assert (shrunk["s-0-t"], shrunk["s-1-t"]) == ("a", "c")
    assert shrunk.getlist("s-1-m") == ["x", "y"]
    assert "s-2-t" not in shrunk
    assert shrunk["other"] == "1"


def test_a_row_that_is_not_there_removes_nothing() -> None:
    assert without_row(QueryDict(ROWS), "s", 7)["s-TOTAL_FORMS"] == "3"
