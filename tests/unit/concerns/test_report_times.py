"""When it happened, as busy people type it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairward.kernel.vocabulary import WhenPrecision
from fairward.school.concerns.report_times import (
    TypedWhen,
    is_future,
    moment_words,
    read_clock,
    read_day,
    read_moment,
)

NOW = datetime(2026, 5, 12, 12, 40, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12:40", time(12, 40)), ("1240", time(12, 40)), ("9.05", time(9, 5)), ("905", time(9, 5)), ("1pm", time(13)),
        ("12 am", time(0)), ("12pm", time(12)), ("1.15 p.m.", time(13, 15)), ("noon", time(12)), ("14h30", time(14, 30)),
        ("", None), ("9", None), ("25:00", None), ("12:61", None), ("13pm", None), ("first break", None), ("lunch", None),
    ],
)  # fmt: skip
def test_a_time_of_day(typed: str, read: time | None) -> None:
    assert read_clock(typed) == read


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (TypedWhen("today"), date(2026, 5, 12)), (TypedWhen("yesterday"), date(2026, 5, 11)),
        (TypedWhen("other", "3", "4", "2026"), date(2026, 4, 3)), (TypedWhen("other", "3", "April", "26"), date(2026, 4, 3)),
        (TypedWhen("other", "3", "4"), date(2026, 4, 3)), (TypedWhen("other", "31", "2", "2026"), None),
        (TypedWhen("other"), None), (TypedWhen("unknown"), None), (TypedWhen(""), None),
    ],
)  # fmt: skip
def test_a_day(typed: TypedWhen, day: date | None) -> None:
    assert read_day(typed, NOW.date()) == day


def test_how_exactly_it_is_known() -> None:
    assert read_moment(TypedWhen("today", clock="9:05"), NOW).precision is WhenPrecision.MINUTE
    assert (
        read_moment(TypedWhen("today", clock="9:05", is_about=True), NOW).precision
        is WhenPrecision.ABOUT_TIME
    )
    assert read_moment(TypedWhen("yesterday"), NOW).precision is WhenPrecision.DAY
    assert read_moment(TypedWhen("yesterday", is_about=True), NOW).precision is WhenPrecision.ABOUT_DAY
    assert read_moment(TypedWhen("unknown"), NOW).precision is WhenPrecision.UNKNOWN


def test_what_cannot_be_read_is_kept_as_it_was_typed() -> None:
    assert read_moment(TypedWhen("today", clock="first break"), NOW).left_over == "first break"
    assert (
        read_moment(TypedWhen("other", "31", "2", "2026", "noonish"), NOW).left_over == "31 2 2026, noonish"
    )


def test_only_a_time_that_lies_ahead_is_the_future() -> None:
    soon = NOW + timedelta(minutes=30)
    assert is_future(read_moment(TypedWhen("today", clock=f"{soon:%H:%M}"), NOW), NOW)
    assert not is_future(read_moment(TypedWhen("today", clock="12:40"), NOW), NOW)
    assert not is_future(read_moment(TypedWhen("today"), NOW.replace(hour=8)), NOW.replace(hour=8))
    assert is_future(read_moment(TypedWhen("other", "13", "5", "2026"), NOW), NOW)


def test_said_back_in_words() -> None:
    said = moment_words(read_moment(TypedWhen("yesterday", clock="9:05", is_about=True), NOW))
    assert said == "at about 09:05 on 11 May 2026"
    assert moment_words(read_moment(TypedWhen("unknown"), NOW)) == "date not known"
