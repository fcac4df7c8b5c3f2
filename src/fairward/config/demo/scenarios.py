"""Replays a scenario file through the same actions that people use, making what is missing. Only in a demonstration:
it needs the passphrases of invented people. The file's format stands in docs/reference/scenarios.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import replayed
from fairward.config.demo.agencies import Place, place_of
from fairward.config.demo.cast import Cast
from fairward.config.demo.crossing import playing
from fairward.config.demo.crossing.events import Event, events_of, seen_together
from fairward.config.demo.crossing.moments import Moment, moments
from fairward.config.demo.crossing.recording import record
from fairward.config.demo.crossing.stage import Made, Stage, Step
from fairward.config.demo.names import Names
from fairward.config.demo.people import known_people
from fairward.config.demo.replayed import Loaded
from fairward.config.demo.scenario_file import BadScenario, read

__all__ = ["BadScenario", "Loaded", "cast_of", "load", "play", "read", "replay"]


def load(path: Path) -> int:
    """Replay a file, once, and say what was made (`fairward scenario load FILE`)."""
    scenario = read(path)
    before = replayed.known(scenario)
    if before is not None and before.has_crossed:
        print("This scenario was loaded already. Nothing was made again; this is what was made then.")
    elif before is not None:
        print(
            "Its events are in the demo already and are not made again. What crosses between organisations is played now."
        )
    done = replay(scenario)
    print(f"{done.title}: {len(done.concerns)} events replayed.")
    for event_id in done.concerns:
        print(f"  {event_id}: {', '.join(done.made(event_id))}")
    for line in done.crossed:
        print(f"  {line}")
    for remark in done.remarks:
        print(f"  Note: {remark}")
    return 0


def replay(scenario: Mapping[str, Any], *, crosses: bool = True) -> Loaded:
    """Replay every event in its order among the demo's people and drive what crosses; of what was played before, the rest."""
    before, known = replayed.known(scenario), known_people()
    if not known:
        raise BadScenario(
            "Scenarios are loaded into the demonstration only. Run `make demo` once, then load it."
        )
    if before is not None and (before.has_crossed or not crosses):
        return before
    cast, first = cast_of(scenario)
    stage = Stage(known, cast, date.fromisoformat(before.first) if before else first)
    loaded = Loaded(str(scenario.get("title") or "Scenario"), stage.first.isoformat(), crosses)
    stage.seen = lambda step: loaded.crossed.append(_line(step)) if step.recipient else None
    play(stage, scenario, crosses=crosses, before=before)
    for made in (one for every in stage.made.values() for one in every):
        loaded.concerns[made.event.id] = str(made.concern_id)
        loaded.entries[made.event.id] = {code: str(one) for code, one in made.entries.items()}
    loaded.remarks = stage.remarks
    replayed.remember(scenario, loaded)
    return loaded


def play(
    stage: Stage, scenario: Mapping[str, Any], *, crosses: bool = True, before: Loaded | None = None
) -> None:
    """Every event on this stage, and after each of the scenario's moments what crosses. `before`: events that stand already."""
    events = events_of(scenario)
    places = {one.number: place_of(one.agency, stage.cast.school_of(one.about)) for one in events}
    everywhere = list(dict.fromkeys(places.values()))
    for place in everywhere:
        stage.enter(place)
    children = [code for code in stage.cast.players if stage.cast.is_child(code)]
    told = {one.event.number: one for one in moments(events, places, seen_together(scenario), children)}
    _play(stage, events, places, told if crosses else {}, before)


def _play(
    stage: Stage, events: Sequence[Event], places: Mapping[int, Place], told: Mapping[int, Moment], before: Loaded | None
) -> None:  # fmt: skip
    everywhere, waits = list(dict.fromkeys(places.values())), None
    for event in events:
        for remark in event.remarks():
            stage.note(remark)
        _stand(stage, event, places[event.number], before)
        stage.seen(Step("event", event, places[event.number].name))
        if waits is not None and waits[0].decides == event:
            playing.end(stage, event, waits[1], [event], everywhere)
            waits = None
        moment = told.get(event.number)
        if moment is None:
            continue
        waits = (moment, playing.tell_hub(stage, event, places[event.number], everywhere))
        if moment.decides is None:
            playing.end(stage, event, waits[1], [], everywhere)
            waits = None


def _stand(stage: Stage, event: Event, place: Place, before: Loaded | None) -> None:
    """The event as it stands from before, or recorded now."""
    if before is None:
        record(stage, event, place)
        return
    entries = {code: UUID(one) for code, one in before.entries[event.id].items()}
    made = Made(event, UUID(before.concerns[event.id]), entries)
    stage.made.setdefault(place.name, []).append(made)


def cast_of(scenario: Mapping[str, Any], seed: int = 7) -> tuple[Cast, date]:
    """The people with invented names, and the day of offset 0, so that the last event was a week ago."""
    last = max((event["offset_days"] for event in scenario["events"]), default=0)
    first = timezone.localdate() - timedelta(days=int(last) + 7)
    names = Names(seed + sum(map(ord, str(scenario.get("id", "")))))
    return Cast(scenario["people"], names, first), first


def _line(step: Step) -> str:
    words = ", ".join(one.id for one in step.carries) or "nothing of an event"
    return f"After {step.event.id}: {step.what} from {step.sender} to {step.recipient} ({words})"
