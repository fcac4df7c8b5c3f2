"""The table of deadlines in data/deadline_cases.json, worked out by hand; the file describes its own format."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairward.rules import clocks
from fairward.rules.calendars import TermDates
from fairward.rules.opening import HubHours
from fairward.rules.records import BadRule

TABLE = json.loads((Path(__file__).parent / "data" / "deadline_cases.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]


def day(raw: str) -> date:
    return date.fromisoformat(raw)


def moment(raw: str, zone: ZoneInfo, hour: time) -> datetime:
    return datetime.fromisoformat(raw) if "T" in raw else datetime.combine(day(raw), hour, zone)


def terms(name: str | None) -> TermDates | None:
    if name is None:
        return None
    given = TABLE["terms"][name]
    spans = [[(day(first), day(last)) for first, last in given[key]] for key in ("terms", "half_terms")]
    return TermDates(spans[0], spans[1], [day(one) for one in given["inset"]])


def hub(name: str | None) -> HubHours | None:
    if name is None:
        return None
    given = TABLE["hubs"][name]
    shifts = {
        int(weekday): [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in each]
        for weekday, each in given["week"].items()
    }
    return HubHours(shifts, given.get("bank_holidays", False))


def stop(raw: str | None) -> date | None:
    if raw is None:
        return None
    return datetime.fromisoformat(raw) if "T" in raw else day(raw)


def ask(case: dict[str, Any]) -> clocks.Due | clocks.Standing:
    zone = ZoneInfo(case.get("zone", "Europe/London"))
    places = clocks.Calendars(terms(case.get("terms")), zone, hub(case.get("hub")))
    rule = case.get("rule") or clocks.period(case["within"], rolls=case.get("rolls", False))
    told = case.get("extended_on")
    return clocks.look(
        rule, moment(case["start"], zone, time(12)), places,
        stopped=[(stop(asked), stop(answered)) for asked, answered in case.get("stops", ())],  # type: ignore[misc]
        is_extended=case.get("extended", False), extended_on=day(told) if told else None,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_row_of_the_table(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(BadRule, match=case["error"]):
            ask(case)
        return
    found, zone = ask(case), ZoneInfo(case.get("zone", "Europe/London"))
    if case["due"] is None:
        assert isinstance(found, clocks.Standing) and found.at is None
    else:
        expected = moment(case["due"], zone, clocks.END_OF_DAY)
        # Compared in UTC: two zones' readings of the repeated hour in autumn are never equal in Python.
        assert found.at is not None and found.at.astimezone(UTC) == expected.astimezone(UTC), found.sentence
        assert found.at.utcoffset() == expected.utcoffset()
    assert [words for words in case.get("says", ()) if words not in found.sentence] == [], found.sentence
    assert found.because in found.sentence and found.sentence.count(". ") == 0


def test_the_table_is_large_and_its_rows_have_names_of_their_own() -> None:
    assert len(CASES) >= 80 and len({case["name"] for case in CASES}) == len(CASES)
    assert {key for case in CASES for key in case} <= {
        "name", "rule", "within", "rolls", "start", "zone", "terms", "hub", "stops", "extended", "extended_on",
        "due", "error", "says",
    }  # fmt: skip
