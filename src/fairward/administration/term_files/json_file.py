"""Term dates as JSON: {"terms": [["2026-09-02", "2026-12-18"]], "half_terms": [...], "inset": ["2026-09-01"]}.

Or {"schools": [{"school": "…", "terms": …}]}, then one is chosen by name. It may not take anything but these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from fairward.administration.term_files.dates import NotADate, read_day, shown
from fairward.administration.term_files.given import Given, Kind, Reading, TermFileProblem
from fairward.rules.calendars import TermDates

SHAPE = 'The file is JSON, but not {"terms": [["2026-09-02", "2026-12-18"]], "half_terms": [], "inset": []}.'
MOST_SCHOOLS = 500
MOST_NAMED = 12


def read_json(text: str, school: str = "") -> Reading:
    """school: the name of the one meant, needed where the file holds several."""
    found = _one_school(_parsed(text), school)
    given = Given()
    for key, kind in (("terms", Kind.TERM), ("half_terms", Kind.HALF_TERM)):
        for pair in _list(found.get(key, [])):
            if not isinstance(pair, list) or len(pair) != 2:
                raise TermFileProblem(SHAPE)
            days = [day for raw in pair if (day := _day(given, key, raw)) is not None]
            if len(days) == 2:
                given.add(kind, days[0], days[1])
    for raw in _list(found.get("inset", [])):
        if (day := _day(given, "inset", raw)) is not None:
            given.add(Kind.CLOSED, day, day)
    return given.reading()


def written(dates: TermDates) -> str:
    """The same shape, for the page that asks for confirmation."""
    spans = {
        "terms": [[str(first), str(last)] for first, last in dates.terms],
        "half_terms": [[str(first), str(last)] for first, last in dates.half_terms],
        "inset": [str(day) for day in dates.inset],
    }
    return json.dumps(spans, separators=(",", ":"))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise TermFileProblem("The file begins like JSON but is damaged.") from None


def _one_school(found: Any, school: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise TermFileProblem(SHAPE)
    if "schools" not in found:
        if "terms" not in found:
            raise TermFileProblem(SHAPE)
        return found
    schools = [one for one in _list(found["schools"]) if isinstance(one, dict)]
    if len(schools) > MOST_SCHOOLS:
        raise TermFileProblem(f"The file holds more than {MOST_SCHOOLS} schools.")
    wanted = " ".join(school.split()).casefold()
    named = [one for one in schools if wanted and _name(one).casefold() == wanted]
    if len(named) == 1 or len(schools) == 1:
        return (named or schools)[0]
    names = ", ".join(shown(_name(one)) for one in schools[:MOST_NAMED])
    more = f" and {len(schools) - MOST_NAMED} more" if len(schools) > MOST_NAMED else ""
    raise TermFileProblem(
        f"The file holds the dates of {len(schools)} schools: {names}{more}. "
        "Enter the name of yours as it stands there, and choose the file again."
    )


def _name(one: Mapping[str, Any]) -> str:
    raw = one.get("school")
    return " ".join(raw[:200].split()) if isinstance(raw, str) else ""


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TermFileProblem(SHAPE)
    return raw


def _day(given: Given, key: str, raw: Any) -> date | None:
    if not isinstance(raw, str):
        raise TermFileProblem(SHAPE)
    try:
        day, fault = read_day(raw)
    except NotADate as problem:
        given.note(f"{key.replace('_', ' ').capitalize()}: {problem.sentence}", blocks=True)
        return None
    if fault:
        given.note(fault)
    return day
