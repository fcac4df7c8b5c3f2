"""Scenarios played for tests, with everybody watched after each step.

watching = played(scenario)              # plays it in the test's own world
seen(step, "Police", "navigator")        # ids of the events that this role can open after this step
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fairward.config.demo.crossing.report import Watching
from fairward.config.demo.crossing.stage import Stage
from fairward.config.demo.scenario_report import with_everybody
from fairward.config.demo.scenarios import cast_of, play
from tests.support.databases import ROOT

HUB = "Westmere Safeguarding Hub"
FOLDER = ROOT / "src" / "fairward" / "config" / "demo" / "data" / "scenarios"


def scenario(name: str) -> dict[str, Any]:
    """One of the demo's own scenarios."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def invented(*events: Mapping[str, Any], people: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """A scenario of these events."""
    usual = {"kind": "fact", "relevance": "key", "about": []}
    return {
        "schema": "scsr-scenario/1", "id": "T", "title": "Invented", "people": dict(people),
        "events": [{**usual, **one} for one in events], **more,
    }  # fmt: skip


def played(given: Mapping[str, Any]) -> Watching:
    """The scenario, played to its end and watched."""
    stage = Stage([], *cast_of(given), is_marked=True, plans=with_everybody)
    watching = Watching(stage)
    stage.seen = watching.watch
    play(stage, given)
    return watching


def role_of(step: Mapping[str, Any], organisation: str, role: str) -> dict[str, Any]:
    """What one role of an organisation can open after a step."""
    found = next(one for one in step["organisations"] if organisation in one["organisation"])
    one: dict[str, Any] = next(each for each in found["roles"] if each["role"] == role)
    return one


def seen(step: Mapping[str, Any], organisation: str, role: str) -> set[str]:
    """Ids of the events that this role can open."""
    return set(role_of(step, organisation, role)["events"])


def foreign(steps: list[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """(step, organisation, event) of everything that somebody can open and their organisation did not record."""
    own = {(one["from"], one["event"]) for one in steps if one["step"] == "event"}
    for step in steps:
        for there in step["organisations"]:
            for event in {event for role in there["roles"] for event in role["events"]}:
                if (there["organisation"], event) not in own:
                    yield step["number"], there["organisation"], event
