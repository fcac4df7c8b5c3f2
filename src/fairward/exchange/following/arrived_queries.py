"""Reads notices that others sent: that one has arrived, from the way alone; what it says, with the exchange ring, with a look.

It may not write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.following.models import Applied
from fairward.exchange.following.vocabulary import Did
from fairward.exchange.package.contents import Manifest
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.exchange.travel.partner_queries import partners
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.files.changes import ChangeKind
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound

MOST = 200
# Nobody here has answered it yet.
WAITING = (int(TravelState.DELIVERED), int(TravelState.RECEIVED), int(TravelState.QUERIED))
_NOTICE = int(EnvelopeKind.CORRECTION_NOTICE)


@dataclass(frozen=True, slots=True)
class AppliedLine:
    """What a change did to one passage of our copy. `entry_id` is empty where the entry went with it, or there was none."""

    passage_id: UUID
    entry_id: UUID | None
    what: ChangeKind
    did: Did


@dataclass(frozen=True, slots=True)
class ArrivedChange:
    """A notice that arrived, as it looks from outside, and what was done with it."""

    id: UUID
    package_id: UUID
    sender: str
    arrived_at: datetime
    state: TravelState
    is_waiting: bool
    applied: tuple[AppliedLine, ...] = ()


def changes_arrived_for(actor: Actor, why: str) -> list[ArrivedChange]:
    """Every notice that arrived, those that wait first, the latest on top. The list is logged."""
    rows = Arrival.objects.defer("sealed").filter(organisation_id=actor.organisation_id, kind=_NOTICE)
    found = _lines(actor, list(rows.order_by("-arrived_at")[:MOST]), why)
    return sorted(found, key=lambda one: not one.is_waiting)


def change_arrived_for(actor: Actor, arrival_id: UUID, why: str) -> ArrivedChange:
    """One of them."""
    rows = Arrival.objects.defer("sealed").filter(
        organisation_id=actor.organisation_id, kind=_NOTICE, id=arrival_id
    )
    found = _lines(actor, list(rows), why)
    if not found:
        raise NotFound("change")
    return found[0]


def opened_change_for(actor: Actor, arrival_id: UUID, why: str) -> Manifest:
    """What a notice says, opened with the exchange ring; Refused where it is not what a confirmed partner signed."""
    change_arrived_for(actor, arrival_id, why)
    return open_arrival_for(actor, arrival_id, why).opened.package.manifest


def count_waiting(organisation_id: UUID) -> int:
    """How many notices of others wait to be opened."""
    rows = Arrival.objects.filter(organisation_id=organisation_id, kind=_NOTICE, state__in=WAITING)
    return rows.count()


def senders_waiting(organisation_id: UUID, others: Iterable[UUID]) -> dict[UUID, str]:
    """Of these organisations, those that sent a change which nobody has opened yet -> their name. From the way alone."""
    wanted = set(others)
    if not wanted:
        return {}
    known = {one.id: one for one in partners(organisation_id) if one.other_id in wanted}
    rows = Arrival.objects.filter(
        organisation_id=organisation_id, kind=_NOTICE, state__in=WAITING, partner_id__in=list(known)
    )
    return {
        known[one].other_id: known[one].card.name
        for one in rows.values_list("partner_id", flat=True).distinct()
    }


def changes_waiting(organisation_id: UUID, entries: Iterable[RenderedEntry]) -> list[str]:
    """The organisations that told us one of these entries and sent a change that nobody has opened yet, by name."""
    senders = {one.origin.organisation for one in entries if one.origin is not None}
    return sorted(senders_waiting(organisation_id, senders).values())


def _lines(actor: Actor, rows: list[Arrival], why: str) -> list[ArrivedChange]:
    record_list(actor, item_kind="arrival", item_ids=[row.id for row in rows], why=why)
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    applied: dict[UUID, list[AppliedLine]] = {}
    done = Applied.objects.filter(
        organisation_id=actor.organisation_id, arrival_id__in=[row.id for row in rows]
    )
    for one in done.order_by("applied_at", "id"):
        line = AppliedLine(one.passage_id, one.entry_id, ChangeKind(one.what), Did(one.did))
        applied.setdefault(one.arrival_id, []).append(line)
    return [
        ArrivedChange(
            row.id, row.package_id, names[row.partner_id], row.arrived_at, TravelState(row.state), row.state in WAITING,
            tuple(applied.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip
