"""Reads what waits for whom beside the cases' own clocks: overdue answers, reasons, disagreements. It may not open or write.

Rooms above name themselves in `FAIRWARD_WAITS_ON_THE_BOARD`: `waits(organisation_id, now)` gives their most urgent first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings

from fairward.access.decisions import may
from fairward.audit.log import record_list
from fairward.hub.intake.case_queries import InCase, people_of
from fairward.hub.intake.models import Case
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor

MOST = 20


@dataclass(frozen=True, slots=True)
class OnBoard:
    """Something that waits in a case: what, whose turn it is, by when, and the page of the case where it is done."""

    case_id: UUID
    words: str
    whose: str
    due_at: datetime | None
    page: str

    def is_late(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.due_at is not None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class Waits:
    """The same with the children of its case."""

    one: OnBoard
    children: tuple[InCase, ...]
    is_late: bool


class Room(Protocol):
    """A module that says what waits in it."""

    def waits(self, organisation_id: UUID, now: datetime) -> list[OnBoard]: ...


def waits_for(actor: Actor, now: datetime, why: str) -> list[Waits]:
    """What waits in every room, late first and the longest late before the others; no more than `MOST`."""
    found = [*_reasons(actor), *_elsewhere(actor.organisation_id, now)]
    shown = sorted(found, key=lambda one: (not one.is_late(now), one.due_at or now))[:MOST]
    if not shown:
        return []
    ids = list({one.case_id for one in shown})
    record_list(actor, item_kind="case", item_ids=ids, why=why)
    people = people_of(actor.organisation_id, ids)
    return [
        Waits(
            one,
            tuple(each for each in people.get(one.case_id, ()) if each.kind.code == "child"),
            one.is_late(now),
        )
        for one in shown
    ]


def _reasons(actor: Actor) -> Iterable[OnBoard]:
    """Somebody acted first, and the reasons are still to be written. Whoever does not write them is led to the case."""
    page = "intake:reasons" if may(actor, "hub:contact:take") else "intake:case"
    rows = Case.objects.filter(organisation_id=actor.organisation_id, reasons_due=True)
    rows = rows.exclude(state=int(CaseState.CLOSED)).order_by("routed_at")
    for case_id, routed_at in rows.values_list("id", "routed_at")[:MOST]:
        yield OnBoard(case_id, "Reasons for what was done first", "screener", routed_at, page)


def _elsewhere(organisation_id: UUID, now: datetime) -> Iterable[OnBoard]:
    for name in settings.FAIRWARD_WAITS_ON_THE_BOARD:
        yield from _room(name).waits(organisation_id, now)


@cache
def _room(name: str) -> Room:
    return cast("Room", import_module(name))
