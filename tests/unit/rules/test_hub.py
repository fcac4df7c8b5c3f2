"""A hub's clocks run from receipt; red runs day and night; no rating puts the decision off past one working day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from fairward.hub.vocabulary import Rating, Route
from fairward.rules import clocks, hub
from fairward.rules.clocks import ENGLAND, Calendars
from fairward.rules.counting import HubHours

WEEK = HubHours({day: [(time(8), time(18))] for day in range(5)})
PLACES = Calendars(hub=WEEK)
FRIDAY_EVENING = datetime(2026, 10, 2, 17, 0, tzinfo=ENGLAND)


def test_red_runs_through_the_night() -> None:
    assert hub.decide_by("red", FRIDAY_EVENING, PLACES).at == FRIDAY_EVENING + timedelta(hours=4)


@pytest.mark.parametrize("rating", ["red", "amber", "green", "blue"])
def test_every_decision_is_due_within_one_working_day(rating: str) -> None:
    for hours in range(0, 24 * 9, 7):
        received = FRIDAY_EVENING + timedelta(hours=hours)
        limit = clocks.due("referral-decision", received, PLACES).at
        assert hub.decide_by(rating, received, PLACES).at <= limit


def test_a_higher_rating_shortens_from_receipt() -> None:
    assert hub.decide_by("red", FRIDAY_EVENING, PLACES).at < hub.decide_by("green", FRIDAY_EVENING, PLACES).at


def test_an_answer_is_due_before_the_decision_and_blue_asks_nobody() -> None:
    late = FRIDAY_EVENING + timedelta(hours=3, minutes=30)
    answer = hub.answer_by("red", late, FRIDAY_EVENING, PLACES)
    assert answer is not None and answer.at == hub.decide_by("red", FRIDAY_EVENING, PLACES).at
    assert hub.answer_by("blue", FRIDAY_EVENING, FRIDAY_EVENING, PLACES) is None


def test_the_words_of_the_domain_and_the_data_agree() -> None:
    assert {one.id for one in hub.ratings()} == {one.code for one in Rating}
    assert set(hub.routes()) == {one.code for one in Route}
    assert set(hub.levels()) == {1, 2, 3, 4}
    known = {one.id for one in clocks.deadlines()}
    assert {clock for one in hub.outcomes().values() for clock in one.follows} <= known
