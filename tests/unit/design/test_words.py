"""Dates and counts as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from fairward.design import words


def test_a_moment_is_said_in_london_time_in_summer_and_in_winter() -> None:
    assert words.moment_words(datetime(2026, 5, 12, 9, 55, tzinfo=UTC)) == "12 May 2026, 10:55"
    assert words.moment_words(datetime(2026, 1, 12, 9, 5, tzinfo=UTC)) == "12 January 2026, 09:05"


def test_a_moment_just_before_midnight_in_utc_is_the_next_day_in_summer() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert words.date_words(late) == "1 July 2026"
    assert words.time_words(late) == "00:30"


def test_a_day_stays_the_day_it_is() -> None:
    assert words.date_words(date(2026, 6, 30)) == "30 June 2026"


def test_another_zone_is_brought_to_london() -> None:
    assert (
        words.moment_words(datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=5))))
        == "31 December 2025, 19:30"
    )


@pytest.mark.parametrize("say", [words.date_words, words.moment_words, words.time_words, words.machine_date])
def test_nothing_is_said_as_nothing(say: object) -> None:
    assert say(None) == ""  # type: ignore[operator]


def test_counts_agree_with_their_noun() -> None:
    assert words.plural(1, "report") == "1 report"
    assert words.plural(0, "report") == "0 reports"
    assert words.plural(1204, "child", "children") == "1,204 children"


def test_lists_end_in_and() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
