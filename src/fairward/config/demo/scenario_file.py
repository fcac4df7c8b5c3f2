"""Reads a scenario file and says in a sentence what is wrong with it. It may not replay one.

Format `scsr-scenario/1`: `people` (code -> description) and `events` (id, offset_days, agency, recorder_role, kind,
subtype, text, about).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairward.files.policies import MOST_TEXT
from fairward.kernel.denied import Denied

SCHEMA = "scsr-scenario/1"
# A whole childhood, and some time before it.
MOST_DAYS = 40 * 366
# A large family and all around it: each of them is made known to each child, in every organisation that meets one.
MOST_PEOPLE = 100
_NO_LETTER = re.compile("[\x00\ud800-\udfff]")


class BadScenario(Denied):
    """The file cannot be replayed; the sentence says what is wrong and where."""

    def __init__(self, sentence: str) -> None:
        super().__init__("bad_scenario", sentence)


def read(path: Path) -> dict[str, Any]:
    """The scenario, checked for everything that the replay relies on."""
    try:
        scenario = json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise BadScenario("The file is not JSON in UTF-8.") from None
    if not isinstance(scenario, dict) or scenario.get("schema") != SCHEMA:
        raise BadScenario(f"The file does not say that it is a scenario of the format {SCHEMA}.")
    people, events = _people_and_events(scenario)
    seen: set[str] = set()
    for number, event in enumerate(events, start=1):
        _check_event(event, number, people)
        if event["id"] in seen:
            raise BadScenario(f"Event {event['id']} is there twice.")
        seen.add(event["id"])
    return scenario


def _people_and_events(scenario: Mapping[str, Any]) -> tuple[dict[str, Any], list[Any]]:
    people, events = scenario.get("people"), scenario.get("events")
    if not isinstance(people, dict) or not isinstance(events, list):
        raise BadScenario("A scenario has people and events; this file lacks one of them.")
    if not events:
        raise BadScenario("There is no event in this scenario.")
    _check_letters(scenario)
    if len(people) > MOST_PEOPLE:
        raise BadScenario(
            f"There are {len(people)} people in this scenario; at most {MOST_PEOPLE} can be played."
        )
    if any(not code.strip() for code in people):
        raise BadScenario("Somebody among the people has no code.")
    return people, events


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object as JSON has it; a name that stands in it twice is refused, or the first would be lost without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadScenario(f"“{name[:40]}” is there twice in the same place.")
        found[name] = value
    return found


def _check_letters(scenario: Any) -> None:
    """Half a letter, or a zero, is nothing that anybody can write, store or print."""
    left = [scenario]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and _NO_LETTER.search(one):
            shown = " ".join(_NO_LETTER.sub("?", one)[:40].split())
            raise BadScenario(f"There is a character that is no letter in “{shown}”. Write it anew.")


def _check_event(event: Any, number: int, people: Mapping[str, Any]) -> None:
    place = f"Event {event.get('id', number)}" if isinstance(event, dict) else f"Event {number}"
    if not isinstance(event, dict):
        raise BadScenario(f"{place} is not an object.")
    for name in ("id", "agency", "kind", "text"):
        if not isinstance(event.get(name), str) or not event[name].strip():
            raise BadScenario(f"{place} has no {name}, or one that is not text.")
    if len(event["text"]) > MOST_TEXT:
        raise BadScenario(f"The text of {place[0].lower()}{place[1:]} is longer than {MOST_TEXT:,} letters.")
    _check_offset(event.get("offset_days"), place)
    about = event.get("about") or []
    if not isinstance(about, list):
        raise BadScenario(f"{place} has an about that is not a list of people.")
    unknown = [str(one) for one in about if not isinstance(one, str) or one not in people]
    if unknown:
        raise BadScenario(f"{place} is about somebody who is not among the people: {', '.join(unknown)}.")


def _check_offset(days: Any, place: str) -> None:
    if isinstance(days, bool) or not isinstance(days, int | float):
        raise BadScenario(f"{place} has no offset_days as a number.")
    if not -MOST_DAYS <= days <= MOST_DAYS:  # not a number is not between them either
        raise BadScenario(
            f"The offset_days of {place[0].lower()}{place[1:]} is not within {MOST_DAYS:,} days."
        )
