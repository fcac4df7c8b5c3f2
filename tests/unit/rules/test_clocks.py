"""Deadlines: each unit, stops, extensions, changes of the clocks, and the sentence that explains them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fairward.rules import clocks
from fairward.rules.calendars import TermDates
from fairward.rules.records import BadRule

LONDON = ZoneInfo("Europe/London")
AUTUMN = TermDates(
    [(date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25))],
    [(date(2026, 10, 26), date(2026, 10, 30))],
)
SCHOOL = clocks.Calendars(AUTUMN)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("rule_id", "start", "expected"),
    [
        ("concern-read", at(2026, 11, 23, 12, 10), at(2026, 11, 23, 17, 0)),
        ("concern-read", at(2026, 11, 23, 17, 0), at(2026, 11, 24, 17, 0)),
        ("concern-read", at(2026, 11, 20, 18, 30), at(2026, 11, 23, 17, 0)),  # Friday evening
        ("concern-read", at(2026, 10, 23, 18, 0), at(2026, 11, 2, 17, 0)),  # into half term
        ("concern-read", at(2026, 12, 25, 9, 0), at(2027, 1, 4, 17, 0)),  # Christmas Day
        ("concern-danger-read", at(2026, 12, 25, 9, 0), at(2026, 12, 25, 9, 30)),
        ("concern-triage", at(2026, 12, 18, 9, 0), at(2027, 1, 4, 23, 59)),
        ("family-hold-back-review", at(2026, 12, 18, 9, 0), at(2027, 1, 6, 23, 59)),
        ("access-request", at(2027, 1, 29, 9, 0), at(2027, 3, 1, 23, 59)),  # 28 February is a Sunday
        ("access-request", at(2026, 7, 20, 9, 0), at(2026, 8, 20, 23, 59)),  # holidays do not extend
        ("access-request", at(2026, 11, 25, 9, 0), at(2026, 12, 29, 23, 59)),  # Christmas and its substitute
        ("data-complaint", at(2026, 11, 23, 9, 0), at(2026, 12, 23, 23, 59)),
        ("educational-record", at(2026, 10, 16, 9, 0), at(2026, 11, 13, 23, 59)),
        ("referral-decision", at(2026, 4, 2, 16, 0), at(2026, 4, 7, 23, 59)),  # over Easter
    ],
)
def test_when_it_is_due(rule_id: str, start: datetime, expected: datetime) -> None:
    assert clocks.due(rule_id, start, SCHOOL).at == expected


def test_hours_run_through_the_change_of_the_clocks() -> None:
    start = at(2026, 10, 23, 12, 0)  # summer time ends on the 25th
    due = clocks.due("breach-regulator", start)
    assert (due.at.astimezone(UTC) - start.astimezone(UTC)).total_seconds() == 72 * 3600
    assert due.at == at(2026, 10, 26, 11, 0)


def test_the_day_is_the_day_in_england() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 July in England
    assert clocks.due("access-request", late).at == at(2026, 8, 3, 23, 59)  # 2 August is a Sunday


def test_waiting_for_an_answer_does_not_count_and_overlaps_count_once() -> None:
    waits = [(date(2026, 11, 25), date(2026, 11, 30)), (date(2026, 11, 27), date(2026, 12, 1))]
    due = clocks.due("access-request", at(2026, 11, 16, 9, 0), stopped=waits)
    assert due.at == at(2026, 12, 22, 23, 59)
    assert "1 month from 16 November 2026, plus 6 days while we waited for your answer" in due.sentence


def test_a_clock_that_may_not_stop_does_not() -> None:
    with pytest.raises(BadRule, match="cannot be stopped"):
        clocks.due("breach-regulator", at(2026, 11, 16), stopped=[(date(2026, 11, 17), date(2026, 11, 18))])


def test_an_extension_is_added_to_the_period_not_to_the_last_day() -> None:
    due = clocks.due("access-request", at(2026, 11, 30, 9, 0), is_extended=True)
    assert due.at == at(2027, 3, 1, 23, 59)  # three calendar months: 28 February, a Sunday
    with pytest.raises(BadRule, match="cannot be extended"):
        clocks.due("data-complaint", at(2026, 11, 30), is_extended=True)


def test_the_file_transfer_warns_on_the_fifth_calendar_day() -> None:
    due = clocks.due("file-transfer", at(2026, 11, 20, 9, 0), SCHOOL)
    assert (due.at, due.warn_at) == (at(2026, 11, 27, 23, 59), at(2026, 11, 25, 23, 59))


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clocks.due("access-request", datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001


def test_the_sentence_says_by_when_how_counted_and_whose_rule_it_is() -> None:
    known = clocks.due("concern-triage", at(2026, 11, 20, 9, 5), SCHOOL).sentence
    assert known == (
        "Decide what a new concern is and where it belongs by 23 November 2026: 1 school day from "
        "20 November 2026, counting only days on which the school is open to pupils "
        "(started by: report received; our own target, not a published rule)."
    )
    assert (
        "counting working days where the school's term dates are not known"
        in clocks.due("concern-triage", at(2026, 11, 20, 9, 5)).sentence
    )
    assert "our own target" not in clocks.due("access-request", at(2026, 11, 20, 9, 5)).sentence


def test_every_rule_gives_an_answer_after_its_start_and_only_one_at_once() -> None:
    start = at(2026, 11, 20, 9, 0)
    at_once = [each.id for each in clocks.deadlines() if clocks.due(each, start, SCHOOL).at == start]
    assert at_once == ["family-decision-lead"]
    assert all(clocks.due(each, start, SCHOOL).at >= start for each in clocks.deadlines())
    assert len({each.id for each in clocks.deadlines()}) == len(clocks.deadlines())


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        clocks.rule("whenever", date(2026, 11, 20))
