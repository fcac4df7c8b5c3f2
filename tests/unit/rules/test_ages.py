"""Growing up: prompts six months ahead of 12, 16 and 18, birthdays in leap years, nothing that switches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rules import ages


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 31), []),
        (date(2026, 2, 1), ["talk-12"]),  # six months ahead, to the day
        (date(2026, 8, 1), ["talk-12"]),
        (date(2030, 1, 31), ["talk-12"]),
        (date(2030, 2, 1), ["talk-12", "proxies-16"]),
        (date(2032, 2, 1), ["talk-12", "proxies-16", "owns-18", "withheld-18"]),
        (date(2040, 1, 1), ["talk-12", "proxies-16", "owns-18", "withheld-18"]),
    ],
)
def test_prompts_of_a_child_born_on_1_august_2014(today: date, expected: list[str]) -> None:
    assert [prompt.id for prompt in ages.prompts(date(2014, 8, 1), today)] == expected


@pytest.mark.parametrize(
    ("born_on", "age", "expected"),
    [
        (date(2014, 8, 1), 12, date(2026, 8, 1)),
        (date(2008, 2, 29), 12, date(2020, 2, 29)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),  # no 29 February in that year
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(2010, 12, 31), 18, date(2028, 12, 31)),
    ],
)
def test_a_birthday(born_on: date, age: int, expected: date) -> None:
    assert ages.birthday(born_on, age) == expected


def test_the_prompt_comes_six_months_ahead_also_at_the_end_of_a_month() -> None:
    found = {prompt.id: prompt for prompt in ages.all_prompts(date(2010, 8, 31), date(2026, 1, 1))}
    assert found["owns-18"].prompt_from == date(2028, 2, 29)
    assert found["owns-18"].sentence(date(2028, 3, 1)) == (
        "The record becomes the young person's own, and parental responsibility ends: "
        "they turn 18 on 31 August 2028."
    )
    assert "they turned 18" in found["owns-18"].sentence(date(2028, 8, 31))


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 40 * 366))
def test_the_age_is_the_number_of_birthdays_passed(born_on: date, days: int) -> None:
    today = date.fromordinal(born_on.toordinal() + days)
    passed = sum(ages.birthday(born_on, age) <= today for age in range(1, 60))
    assert ages.age_on(born_on, today) == passed


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 9000))
def test_a_prompt_once_there_stays_until_people_have_done_it(born_on: date, days: int) -> None:
    today = date.fromordinal(born_on.toordinal() + days)
    later = date.fromordinal(today.toordinal() + 1)
    now = {prompt.id for prompt in ages.prompts(born_on, today)}
    assert now <= {prompt.id for prompt in ages.prompts(born_on, later)}


def test_every_age_says_where_it_comes_from() -> None:
    assert all(age.months_ahead == 6 and age.provenance.source and age.question for age in ages.ages())
