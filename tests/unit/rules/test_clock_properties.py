"""What holds for every clock: more time is never earlier, a stop never shortens, hours are elapsed hours."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fairward.rules import calendars, clocks, opening, stops
from fairward.rules.calendars import TermDates
from fairward.rules.clocks import Calendars, period
from fairward.rules.opening import ALWAYS_OPEN, HubHours

LONDON = ZoneInfo("Europe/London")
TERMS = TermDates(
    [(date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25))],
    [(date(2026, 10, 26), date(2026, 10, 30))],
)
DAYTIME = HubHours({weekday: [(time(8), time(12)), (time(13), time(18))] for weekday in range(5)})
SCHOOL = Calendars(TERMS, hub=DAYTIME)
DAY_UNITS = ("days", "working_days", "school_days", "months")
UNITS = (*DAY_UNITS, "hours", "hub_hours")

starts = st.datetimes(datetime(2026, 8, 1), datetime(2027, 5, 1), timezones=st.just(UTC))  # noqa: DTZ001
amounts = st.integers(0, 25)
units = st.sampled_from(UNITS)


@st.composite
def waits(draw: st.DrawFn) -> clocks.Stopped:
    asked = draw(st.dates(date(2026, 8, 1), date(2027, 6, 1)))
    return asked, asked + timedelta(days=draw(st.integers(0, 40)))


several = st.lists(waits(), max_size=4)


def due(unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped] | None = None) -> datetime:
    return clocks.due(period({unit: amount}), start, SCHOOL, stopped=stopped or []).at.astimezone(UTC)


@given(units, amounts, amounts, starts, several)
def test_more_time_is_never_earlier(
    unit: str, amount: int, more: int, start: datetime, stopped: list[clocks.Stopped]
) -> None:
    assert due(unit, amount, start, stopped) <= due(unit, amount + more, start, stopped)


@given(units, amounts, starts, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_a_later_start_is_never_due_earlier(
    unit: str, amount: int, start: datetime, later: timedelta
) -> None:
    assert due(unit, amount, start) <= due(unit, amount, start + later)


@given(units, amounts, starts, several, waits())
def test_one_more_wait_never_shortens(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped], one: clocks.Stopped
) -> None:
    assert due(unit, amount, start, stopped) <= due(unit, amount, start, [*stopped, one])


@given(units, amounts, starts, several, st.randoms())
def test_the_order_of_waits_does_not_matter(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped], random: st.DataObject
) -> None:
    mixed = list(stopped)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert due(unit, amount, start, mixed) == due(unit, amount, start, stopped)


@given(st.sampled_from(DAY_UNITS), amounts, starts, several)
def test_nothing_is_due_while_the_clock_stands(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped]
) -> None:
    last = due(unit, amount, start, stopped).astimezone(LONDON).date()
    assert not any(wait.holds(last) for wait in stops.waits(stopped, start, LONDON))


@given(units, amounts, starts, several, st.dates(date(2026, 8, 1), date(2027, 6, 1)))
def test_an_open_wait_stops_the_clock_or_came_too_late(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped], asked: date
) -> None:
    rule = period({unit: amount})
    found = clocks.look(rule, start, SCHOOL, stopped=[*stopped, (asked, None)])
    closed = due(unit, amount, start, stopped)
    if isinstance(found, clocks.Standing):
        assert found.at is None and "standing still since" in found.sentence
        assert asked <= closed.astimezone(LONDON).date() or found.since != asked
    else:
        assert found.at.astimezone(UTC) == closed


@given(st.sampled_from(DAY_UNITS), amounts, starts, several)
def test_what_rolls_ends_on_a_working_day(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped]
) -> None:
    found = clocks.due(period({unit: amount}, rolls=True), start, SCHOOL, stopped=stopped)
    assert calendars.is_working_day(found.at.date()) and found.at.time() == clocks.END_OF_DAY


@given(st.integers(1, 25), starts)
def test_working_days_are_counted_one_by_one(amount: int, start: datetime) -> None:
    last = due("working_days", amount, start).astimezone(LONDON).date()
    began = start.astimezone(LONDON).date()
    between = (began + timedelta(days=offset) for offset in range(1, (last - began).days + 1))
    assert sum(calendars.is_working_day(day) for day in between) == amount
    assert calendars.is_working_day(last)


@given(st.integers(0, 200), starts, several)
def test_hours_are_elapsed_hours_plus_the_waits_that_counted(
    amount: int, start: datetime, stopped: list[clocks.Stopped]
) -> None:
    end, counted = due("hours", amount, start, stopped), timedelta()
    for since, until in stops.gaps(stopped, start, LONDON):
        assert until is not None
        counted += until - since if since <= end else timedelta()
    assert end - start == timedelta(hours=amount) + counted


@given(st.integers(1, 60), starts, st.sampled_from([DAYTIME, ALWAYS_OPEN]))
def test_hub_hours_are_the_hours_in_which_it_is_open(amount: int, start: datetime, hub: HubHours) -> None:
    end = clocks.due(period({"hub_hours": amount}), start, Calendars(hub=hub)).at.astimezone(UTC)
    spans = opening.open_spans(start, hub, LONDON)
    spent = timedelta()
    for begin, closes in spans:
        if begin >= end:
            break
        spent += min(closes, end) - begin
    assert spent == timedelta(hours=amount)


@given(starts, several, st.sampled_from([DAYTIME, ALWAYS_OPEN]))
def test_open_spans_are_in_order_and_outside_every_gap(
    start: datetime, stopped: list[clocks.Stopped], hub: HubHours
) -> None:
    gaps = stops.gaps(stopped, start, LONDON)
    spans = [span for span, _ in zip(opening.open_spans(start, hub, LONDON, gaps), range(80), strict=False)]
    assert all(begin < end for begin, end in spans)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    for begin, end in spans:
        assert not any(since < end and (until is None or begin < until) for since, until in gaps)


@given(units, amounts, starts, several)
def test_every_deadline_explains_itself_in_one_sentence(
    unit: str, amount: int, start: datetime, stopped: list[clocks.Stopped]
) -> None:
    found = clocks.due(period({unit: amount}, rolls=True), start, SCHOOL, stopped=stopped)
    assert found.sentence.endswith(").") and found.sentence.count(".") == 1
    assert found.because in found.sentence and "  " not in found.sentence
