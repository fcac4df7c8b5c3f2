"""A hub's ratings and times, routes, levels, outcomes and warnings, from `data/hub.toml`. It may not know a case.

decide_by("amber", received_at, places).at     when the decision is due, never later than one working day from receipt
after_rerating("red", "green", received_at, places)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from fairward.rules import clocks, records
from fairward.rules.clocks import Calendars, Due
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class Rating:
    """How urgent something is. `runs`: always (day and night) or hub_hours. Nobody is asked where `answer_within` is None."""

    id: str
    words: str
    meaning: str
    answer_within: Mapping[str, object] | None
    decide_within: Mapping[str, object]
    runs: str
    note: str
    provenance: Provenance


@dataclass(frozen=True)
class Route:
    """Where a contact goes at triage. `asks`: whether agencies may be asked. `needs`: what must be noted."""

    id: str
    words: str
    meaning: str
    asks: bool
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Level:
    """A level of need. `enquiries`: none, pointer (only whether a service is involved) or named (persons and questions)."""

    id: int
    words: str
    enquiries: str
    needs_agreement: bool
    tells: str


@dataclass(frozen=True)
class Outcome:
    """What a hub decides: for staff, in plain words for the family, what the referrer does now, the clocks that follow."""

    id: str
    words: str
    plain: str
    referrer: str
    needs_agreement: bool
    starts_correction: bool
    follows: tuple[str, ...]


@dataclass(frozen=True)
class Warning:
    """Something an answer is looked at for before it goes. `blocks`: it cannot go; `needs` names a test that lets it."""

    id: str
    words: str
    blocks: bool
    needs: str


@dataclass(frozen=True)
class LadderStep:
    """A step of professional disagreement: who answers, what they do, by which clock."""

    id: str
    words: str
    sentence: str
    clock: str


@cache
def ladder() -> tuple[LadderStep, ...]:
    """Professional disagreement with a hub, step by step; the clocks are the school's."""
    return tuple(LadderStep(**raw) for raw in records.load("hub")["disagreement_step"])


@cache
def discussion_kinds() -> tuple[str, ...]:
    """Which sorts of organisation take part in every strategy discussion."""
    return tuple(records.load("hub")["strategy_discussion"]["kinds"])


@cache
def ratings() -> tuple[Rating, ...]:
    """Every rating, the most urgent first."""
    return tuple(
        Rating(
            raw["id"], raw["words"], raw["meaning"], raw.get("answer_within"), raw["decide_within"], raw["runs"],
            raw.get("note", ""), records.provenance_of(raw),
        )
        for raw in records.load("hub")["rating"]
    )  # fmt: skip


def rating(rating_id: str, on: date) -> Rating:
    """The rating that applies on a day; KeyError for one that is not on the list."""
    return {one.id: one for one in records.in_force(ratings(), on)}[rating_id]


@cache
def routes() -> dict[str, Route]:
    """Routes by id."""
    return {
        raw["id"]: Route(raw["id"], raw["words"], raw["meaning"], raw["asks"], tuple(raw["needs"]))
        for raw in records.load("hub")["route"]
    }


@cache
def levels() -> dict[int, Level]:
    """Levels by number."""
    return {raw["id"]: Level(**raw) for raw in records.load("hub")["level"]}


@cache
def outcomes() -> dict[str, Outcome]:
    """Outcomes by id."""
    return {
        raw["id"]: Outcome(
            raw["id"], raw["words"], raw["plain"], raw["referrer"], raw.get("needs_agreement", False),
            raw.get("starts_correction", False), tuple(raw["follows"]),
        )
        for raw in records.load("hub")["outcome"]
    }  # fmt: skip


@cache
def warnings() -> dict[str, Warning]:
    """Warnings by id."""
    return {
        raw["id"]: Warning(raw["id"], raw["words"], raw.get("blocks", False), raw.get("needs", ""))
        for raw in records.load("hub")["warning"]
    }


def decide_by(rating_id: str, received_at: datetime, places: Calendars) -> Due:
    """When the decision is due: by the rating, from receipt, and never later than the limit for every decision."""
    found = rating(rating_id, received_at.date())
    own = clocks.due(
        clocks.period(found.decide_within, title="Decide", trigger="receipt"), received_at, places
    )
    limit = clocks.due(records.load("hub")["limit"]["rule"], received_at, places)
    return min(own, limit, key=lambda one: one.at)


def answer_by(rating_id: str, asked_at: datetime, received_at: datetime, places: Calendars) -> Due | None:
    """When an agency's answer is due, from the question, and never after the decision; None where nobody is asked."""
    found = rating(rating_id, received_at.date())
    if found.answer_within is None:
        return None
    own = clocks.due(
        clocks.period(found.answer_within, title="Answer", trigger="the question"), asked_at, places
    )
    return min(own, decide_by(rating_id, received_at, places), key=lambda one: one.at)
