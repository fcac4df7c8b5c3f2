"""Dates in three boxes and times of day, as people write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms

from fairward.design.date_fields import ClockField, ThreeBoxDateField


class WhenForm(forms.Form):
    on = ThreeBoxDateField(called="the date it happened")
    maybe = ThreeBoxDateField(called="the review date", required=False)
    at = ClockField(required=False)


def filled(day: str, month: str, year: str, at: str = "") -> WhenForm:
    return WhenForm({"on-day": day, "on-month": month, "on-year": year, "at": at})


@pytest.mark.parametrize("month", ["5", "05", "may", "May", "MAY"])
def test_a_month_is_a_number_or_a_name(month: str) -> None:
    form = filled("12", month, "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 5, 12)
    assert form.cleaned_data["maybe"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "", ""), "Enter the date it happened"),
        (("12", "", "2026"), "The date it happened must include a month"),
        (("", "", "2026"), "The date it happened must include a day and month"),
        (("12", "5", "26"), "The date it happened needs a year of 4 numbers, like 2026"),
        (("12", "13", "2026"), "The date it happened needs a month from 1 to 12"),
        (("12", "0", "2026"), "The date it happened needs a month from 1 to 12"),
        (("31", "2", "2026"), "The date it happened must be a real date"),
        (("x", "2", "2026"), "The date it happened must be a real date"),
        (("٣", "2", "2026"), "The date it happened must be a real date"),
        (("1", "1", "0000"), "The date it happened must be a real date"),
    ],
)
def test_each_mistake_is_named(typed: tuple[str, str, str], sentence: str) -> None:
    assert filled(*typed).errors["on"] == [sentence]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:55", time(10, 55)),
        ("10.55", time(10, 55)),
        ("1055", time(10, 55)),
        ("9:05", time(9, 5)),
        ("2pm", time(14)),
        ("2:30 pm", time(14, 30)),
        ("12am", time(0)),
        ("12 p.m.", time(12)),
        ("midday", time(12)),
        ("00:00", time(0)),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    form = filled("1", "1", "2026", typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == meant


@pytest.mark.parametrize("typed", ["25:00", "10:60", "7", "13pm", "0pm", "lunch", "10:5"])
def test_what_is_no_time_gets_a_sentence(typed: str) -> None:
    assert filled("1", "1", "2026", typed).errors["at"] == ["Enter a time like 10:55 or 2:30pm"]


def test_a_required_time_says_what_is_missing() -> None:
    class Needed(forms.Form):
        at = ClockField(error_messages={"required": "Enter the time"})

    assert Needed({"at": ""}).errors["at"] == ["Enter the time"]
