"""Opening hours of a hub: mistakes that a person makes typing them, and spans that keep local time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fairward.rules.opening import ALWAYS_OPEN, HubHours

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        (HubHours({}), "never open"),
        (HubHours({0: []}), "never open"),
        (HubHours({0: [(time(18), time(8))]}), "On Monday the hub closes at 08:00, before it opens"),
        (
            HubHours({4: [(time(8), time(12)), (time(11), time(17))]}),
            "On Friday the hub opens at 11:00 while",
        ),
        (HubHours({6: [(time(8), time(0)), (time(12), time(13))]}), "On Sunday the hub opens at 12:00 while"),
    ],
)
def test_mistakes_in_opening_hours_are_named(hours: HubHours, sentence: str) -> None:
    assert len(hours.problems()) == 1 and sentence in hours.problems()[0]


def test_good_hours_have_no_mistakes() -> None:
    assert ALWAYS_OPEN.problems() == []
    assert HubHours({0: [(time(0), time(6)), (time(8), time(12)), (time(13), time(0))]}).problems() == []


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 12, 25), 24), (date(2026, 6, 1), 24)],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    ((begin, end),) = ALWAYS_OPEN.spans_on(day, LONDON)
    assert (end - begin).total_seconds() == hours * 3600


def test_opening_hours_are_local_in_summer_and_winter() -> None:
    hub = HubHours({0: [(time(8), time(18))]})
    ((summer, _),) = hub.spans_on(date(2026, 6, 1), LONDON)
    ((winter, _),) = hub.spans_on(date(2026, 11, 23), LONDON)
    assert (summer, winter) == (
        datetime(2026, 6, 1, 7, tzinfo=UTC),
        datetime(2026, 11, 23, 8, tzinfo=UTC),
    )
    assert list(hub.spans_on(date(2026, 5, 25), LONDON)) == []  # spring bank holiday
