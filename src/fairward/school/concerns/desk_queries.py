"""The lead's one queue: concerns, open entries, actions, talks and reviews; danger first, then by clock. It opens no content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.files.models import Entry, File
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, EntryState, Purpose
from fairward.organisations.queries import names_of_members
from fairward.people.queries import names_of_children
from fairward.rights.queries import due_decisions
from fairward.school.concerns.models import Addition, Concern, ConcernChild, ConcernState
from fairward.school.concerns.triage_policies import check_can_read_intake

PAGE = 50
SOON = timedelta(days=7)


class Waiting(Enum):
    """What sort of thing waits on the desk; the value is what a person reads."""

    NEW = "New report"
    ADDED = "Added to a report"
    DECISION = "To decide"
    ACTION = "Action"
    TALK = "Family decision"
    REVIEW = "To look at again"


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One line of the desk, without content. `id` is a concern's for NEW and ADDED, an entry's otherwise."""

    waiting: Waiting
    id: UUID
    is_danger: bool
    due_at: datetime
    child_ids: tuple[UUID, ...]
    by: UUID
    assigned_to: UUID | None
    arrived_at: datetime
    purpose: Purpose | None = None
    children: tuple[str, ...] = ()
    by_name: str = ""
    assigned_name: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the desk, the counts by what waits, and whether more is there."""

    items: Sequence[DeskItem]
    counts: dict[Waiting, int]
    overdue: int
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the desk is narrowed to."""

    waiting: Waiting | None = None
    mine: bool = False
    unassigned: bool = False
    page: int = 1


def desk_for(actor: Actor, wanted: DeskFilter) -> Desk:
    """The desk of a lead. Names of children are shown, so the list is logged."""
    check_can_read_intake(actor)
    most = PAGE * wanted.page + 1
    sources = {
        Waiting.NEW: _new, Waiting.ADDED: _added, Waiting.DECISION: _to_decide, Waiting.ACTION: _actions,
        Waiting.TALK: _talks, Waiting.REVIEW: _reviews,
    }  # fmt: skip
    chosen = [wanted.waiting] if wanted.waiting else list(sources)
    items = [item for kind in chosen for item in sources[kind](actor, most) if _fits(item, actor, wanted)]
    items.sort(key=lambda item: (not item.is_danger, item.due_at, item.id))
    shown = items[(wanted.page - 1) * PAGE : wanted.page * PAGE]
    now = timezone.now()
    record_list(
        actor,
        item_kind="child",
        item_ids=sorted({child for item in shown for child in item.child_ids}),
        why="the desk",
    )
    return Desk(
        _named(actor, shown), _counts(items), sum(item.due_at < now for item in items), wanted.page,
        len(items) > wanted.page * PAGE,
    )  # fmt: skip


def _counts(items: Iterable[DeskItem]) -> dict[Waiting, int]:
    counts = dict.fromkeys(Waiting, 0)
    for item in items:
        counts[item.waiting] += 1
    return counts


def _fits(item: DeskItem, actor: Actor, wanted: DeskFilter) -> bool:
    if wanted.mine and item.assigned_to != actor.membership_id:
        return False
    return not (wanted.unassigned and item.assigned_to is not None)


def _named(actor: Actor, items: Sequence[DeskItem]) -> list[DeskItem]:
    children = names_of_children(actor.organisation_id, {child for item in items for child in item.child_ids})
    ids = {item.by for item in items} | {item.assigned_to for item in items if item.assigned_to}
    members = {id: name.name for id, name in names_of_members(actor.organisation_id, ids).items()}
    return [
        DeskItem(
            item.waiting, item.id, item.is_danger, item.due_at, item.child_ids, item.by, item.assigned_to, item.arrived_at,
            item.purpose, tuple(children[one].full for one in item.child_ids if one in children), members.get(item.by, ""),
            members.get(item.assigned_to, "") if item.assigned_to else "",
        )
        for item in items
    ]  # fmt: skip


def _concern_items(actor: Actor, waiting: Waiting, rows: list[tuple]) -> list[DeskItem]:  # type: ignore[type-arg]
    children: dict[UUID, list[UUID]] = {row[0]: [] for row in rows}
    linked = ConcernChild.objects.filter(organisation_id=actor.organisation_id, concern_id__in=list(children))
    for concern_id, child_id in linked.order_by("part", "id").values_list("concern_id", "child_id"):
        children[concern_id].append(child_id)
    return [
        DeskItem(waiting, id, danger, due_at, tuple(children[id]), by, assigned, reported_at)
        for id, danger, due_at, by, assigned, reported_at in rows
    ]


_CONCERN = ("id", "is_danger", "due_at", "reported_by", "assigned_to", "reported_at")


def _new(actor: Actor, most: int) -> list[DeskItem]:
    rows = Concern.objects.filter(organisation_id=actor.organisation_id, state=int(ConcernState.REPORTED))
    return _concern_items(
        actor, Waiting.NEW, list(rows.order_by("-is_danger", "due_at").values_list(*_CONCERN)[:most])
    )


def _added(actor: Actor, most: int) -> list[DeskItem]:
    ids = Addition.objects.filter(organisation_id=actor.organisation_id, read_at__isnull=True).values_list(
        "concern_id", flat=True
    )
    rows = Concern.objects.filter(
        organisation_id=actor.organisation_id, id__in=list(ids[:most]),
        state__in=[int(ConcernState.FILED), int(ConcernState.MERGED), int(ConcernState.CLOSED)],
    )  # fmt: skip
    return _concern_items(actor, Waiting.ADDED, list(rows.values_list(*_CONCERN)))


def _entry_items(actor: Actor, waiting: Waiting, rows: list[tuple]) -> list[DeskItem]:  # type: ignore[type-arg]
    """Items of entries in files that the actor's role reads; rows: id, file, due day, recorded by, owner, recorded at."""
    files = {
        id: (child_id, Purpose(purpose))
        for id, child_id, purpose in File.objects.filter(
            organisation_id=actor.organisation_id, id__in={row[1] for row in rows}
        ).values_list("id", "child_id", "purpose")
    }
    return [
        DeskItem(
            waiting, id, False, _end_of(due), (files[file_id][0],), by, owner, recorded_at, files[file_id][1]
        )
        for id, file_id, due, by, owner, recorded_at in rows
        if actor.role in READERS[files[file_id][1]]
    ]  # fmt: skip


def _end_of(day: date | datetime) -> datetime:
    if isinstance(day, datetime):
        return day
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _to_decide(actor: Actor, most: int) -> list[DeskItem]:
    rows = Entry.objects.filter(
        organisation_id=actor.organisation_id, kind=int(EntryKind.CONCERN), state=int(EntryState.OPEN),
        about_entry_id__isnull=True,
    ).order_by("recorded_at")[:most].values_list("id", "file_id", "recorded_at", "recorded_by", "owner_id")  # fmt: skip
    return _entry_items(
        actor, Waiting.DECISION, [(id, file, at + SOON, by, owner, at) for id, file, at, by, owner in rows]
    )


def _actions(actor: Actor, most: int) -> list[DeskItem]:
    rows = Entry.objects.filter(
        organisation_id=actor.organisation_id, due_on__isnull=False, done_at__isnull=True,
        due_on__lte=timezone.localdate() + SOON,
    ).order_by("due_on")[:most]  # fmt: skip
    return _entry_items(
        actor,
        Waiting.ACTION,
        list(rows.values_list("id", "file_id", "due_on", "recorded_by", "owner_id", "recorded_at")),
    )


def _talks(actor: Actor, most: int) -> list[DeskItem]:
    due = due_decisions(actor.organisation_id, timezone.localdate() + SOON, most)
    soonest: dict[UUID, date] = {}
    for entry_id, _person, _what, day in due:
        soonest.setdefault(entry_id, day)
    rows = Entry.objects.filter(organisation_id=actor.organisation_id, id__in=list(soonest))
    return _entry_items(
        actor,
        Waiting.TALK,
        [
            (id, file, soonest[id], by, owner, at)
            for id, file, by, owner, at in rows.values_list(
                "id", "file_id", "recorded_by", "owner_id", "recorded_at"
            )
        ],
    )


def _reviews(actor: Actor, most: int) -> list[DeskItem]:
    rows = Entry.objects.filter(
        organisation_id=actor.organisation_id, kind=int(EntryKind.CONCERN), state=int(EntryState.DECIDED),
        review_on__lte=timezone.localdate() + SOON,
    ).order_by("review_on")[:most]  # fmt: skip
    return _entry_items(
        actor,
        Waiting.REVIEW,
        list(rows.values_list("id", "file_id", "review_on", "recorded_by", "owner_id", "recorded_at")),
    )


def waits_for_leads(organisation_id: UUID) -> bool:
    """Whether anything is due for the leads today: for the morning's content-free notice."""
    today = timezone.localdate()
    new = Concern.objects.filter(organisation_id=organisation_id, state=int(ConcernState.REPORTED))
    due = Entry.objects.filter(organisation_id=organisation_id, due_on__lte=today, done_at__isnull=True)
    return new.exists() or due.exists()
