"""When the next thing in a case is due: danger at once, acknowledgement and decision from receipt, a rating gains no time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from fairward.hub.intake.clock import Standing, decide_by, next_due
from fairward.hub.vocabulary import CaseState
from fairward.rules.clocks import Calendars
from fairward.rules.opening import HubHours

LONDON = ZoneInfo("Europe/London")
OPEN = Calendars(hub=HubHours({day: [(time(8), time(18))] for day in range(5)}))
CAME = datetime(2026, 11, 26, 14, 0, tzinfo=LONDON)  # a Thursday
NEW = Standing(CaseState.CONTACT_RECEIVED, CAME, False, False, None, None)


def test_danger_is_due_from_the_moment_it_came() -> None:
    assert next_due(replace(NEW, is_danger=True), OPEN) == CAME
    assert next_due(replace(NEW, is_danger=True, state=CaseState.TRIAGE), OPEN) == CAME


def test_what_is_new_is_due_in_a_working_day_over_a_weekend() -> None:
    assert next_due(NEW, OPEN).astimezone(LONDON).date().isoformat() == "2026-11-27"
    friday = replace(NEW, received_at=datetime(2026, 11, 27, 16, 0, tzinfo=LONDON))
    assert next_due(friday, OPEN).astimezone(LONDON).date().isoformat() == "2026-11-30"


def test_a_rated_case_is_due_when_its_rating_says() -> None:
    red = decide_by("red", CAME, OPEN).at
    assert next_due(replace(NEW, state=CaseState.RATED, decide_by=red), OPEN) == red
    assert red == datetime(2026, 11, 26, 18, 0, tzinfo=LONDON)


def test_no_rating_is_later_than_one_working_day_from_receipt() -> None:
    latest = decide_by("blue", CAME, OPEN).at
    assert all(decide_by(code, CAME, OPEN).at <= latest for code in ("red", "amber", "green"))


def test_red_at_night_runs_through_the_night() -> None:
    night = datetime(2026, 11, 28, 23, 0, tzinfo=LONDON)
    assert decide_by("red", night, OPEN).at == datetime(2026, 11, 29, 3, 0, tzinfo=LONDON)
