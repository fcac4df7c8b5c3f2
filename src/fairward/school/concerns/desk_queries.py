"""The lead's one queue: concerns, open entries, actions, talks and reviews; danger first, then by clock. It opens no content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.organisations.queries import names_of_members
from fairward.people.queries import names_of_children
from fairward.school.concerns.desk_waiting_queries import (
    DeskFilter,
    Waiting,
    WaitingRow,
    is_anything_due,
    waiting_counts,
    waiting_rows,
)
from fairward.school.concerns.models import Concern, ConcernState
from fairward.school.concerns.report_queries import alarms
from fairward.school.concerns.triage_policies import check_can_read_intake
from fairward.tenancy.rows import fetch

PAGE = 50


_CHILDREN = (
    "SELECT concern_id, child_id FROM concerns_concernchild "
    "WHERE organisation_id = %s AND concern_id = ANY(%s) ORDER BY part, id"
)


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One line of the desk, without content. `id` is a concern's for NEW and ADDED, an entry's otherwise."""

    waiting: Waiting
    id: UUID
    is_danger: bool
    due_at: datetime
    arrived_at: datetime
    purpose: Purpose | None
    children: tuple[str, ...]
    by_name: str
    assigned_name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the desk, how many things of each sort wait, and who is writing about danger at this moment."""

    items: Sequence[DeskItem]
    counts: dict[Waiting, int]
    total: int
    overdue: int
    page: int
    alarms: Sequence[tuple[str, datetime, bool]]


def desk_for(actor: Actor, wanted: DeskFilter) -> Desk:
    """The desk of a lead. Names of children are shown, so the list is logged."""
    check_can_read_intake(actor)
    rows = waiting_rows(actor, wanted, PAGE)
    children = _children(actor.organisation_id, rows)
    record_list(
        actor,
        item_kind="child",
        item_ids=sorted({child for linked in children.values() for child in linked}),
        why="the desk",
    )
    counts = waiting_counts(actor, wanted)
    chosen = [wanted.waiting] if wanted.waiting else list(Waiting)
    writing = alarms(actor.organisation_id)
    names = _member_names(actor.organisation_id, rows, [who for who, _, _ in writing])
    return Desk(
        items=_named(actor.organisation_id, rows, children, names),
        counts={one: count for one, (count, _) in counts.items()},
        total=sum(counts[one][0] for one in chosen),
        overdue=sum(counts[one][1] for one in chosen),
        page=wanted.page,
        alarms=[(names.get(who, "Somebody"), since, has_sent) for who, since, has_sent in writing],
    )


def _children(organisation_id: UUID, rows: Sequence[WaitingRow]) -> dict[UUID, list[UUID]]:
    """Row id -> the children it is about, the main ones first."""
    found: dict[UUID, list[UUID]] = {row.id: [row.child_id] if row.child_id else [] for row in rows}
    concerns = [row.id for row in rows if row.child_id is None]
    if not concerns:
        return found
    for concern_id, child_id in fetch(_CHILDREN, [organisation_id, concerns]):
        found[concern_id].append(child_id)
    return found


def _member_names(organisation_id: UUID, rows: Sequence[WaitingRow], more: Iterable[UUID]) -> dict[UUID, str]:
    ids = {row.by for row in rows} | {row.owner for row in rows if row.owner} | set(more)
    return {id: name.name for id, name in names_of_members(organisation_id, ids).items()}


def _named(
    organisation_id: UUID,
    rows: Sequence[WaitingRow],
    children: dict[UUID, list[UUID]],
    names: dict[UUID, str],
) -> list[DeskItem]:
    known = names_of_children(organisation_id, {child for linked in children.values() for child in linked})
    return [
        DeskItem(
            row.waiting, row.id, row.is_danger, row.due_at, row.arrived_at,
            Purpose(row.purpose) if row.purpose is not None else None,
            tuple(known[one].full for one in children[row.id] if one in known),
            names.get(row.by, ""), names.get(row.owner, "") if row.owner else "",
        )
        for row in rows
    ]  # fmt: skip


def danger_now(organisation_id: UUID) -> tuple[int, int]:
    """How many reports of danger nobody has dealt with yet, and how many people are writing one. Counts alone."""
    new = Concern.objects.filter(
        organisation_id=organisation_id, state=int(ConcernState.REPORTED), is_danger=True
    )
    return new.count(), len(alarms(organisation_id))


def waits_for_leads(organisation_id: UUID) -> bool:
    """Whether anything on the desk is new or due today: for the morning's content-free notice."""
    return is_anything_due(organisation_id, timezone.localdate())
