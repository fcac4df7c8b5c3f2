"""The times that can be looked at never overlap, so that none less another gives a month or a day away."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fairward.insight.charts import chart_of
from fairward.insight.monthly import counts
from fairward.insight.spans import YEARS_BACK, months_of, span_of


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_they_follow_one_another_without_a_gap(today: date) -> None:
    spans = [span_of(today, back) for back in range(YEARS_BACK)]
    assert spans[0].until == today
    for later, earlier in pairwise(spans):
        assert earlier.until + timedelta(days=1) == later.since
    for one in spans:
        assert len(months_of(one)) == 12 and one.since.day == 1


def test_the_months_of_a_year() -> None:
    months = months_of(span_of(date(2026, 2, 14)))
    assert (months[0], months[-1]) == (date(2025, 3, 1), date(2026, 2, 1))


def test_every_month_of_every_line_is_drawn_inside_the_picture() -> None:
    months = months_of(span_of(date(2026, 11, 26)))
    chart = chart_of(counts(months, "x", {"A": [30] * 11 + [0], "B": [3, 12] + [0] * 10}))
    assert [len(strip.bars) for strip in chart.strips] == [12, 12]
    bars = [bar for strip in chart.strips for bar in strip.bars]
    assert all(bar.x >= 0 and bar.x + bar.width <= chart.width and bar.y >= 0 for bar in bars)
    assert [bar.is_hidden for bar in chart.strips[1].bars[:2]] == [True, True] and len(chart.ticks) == 12
