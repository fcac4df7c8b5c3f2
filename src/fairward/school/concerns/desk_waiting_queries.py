"""Everything that waits for the leads as one statement of SQL, so that a page reads one page. It opens no content.

The six sorts of waiting things are put together, put in order and cut by the database: to do it here would read a page of
each sort for the first page, and more for each further one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils import timezone

from fairward.files.models import Entry, File
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, EntryState, Role
from fairward.rights.models import AudienceDecision
from fairward.school.concerns.models import Addition, Concern, ConcernState

SOON = timedelta(days=7)


class Waiting(Enum):
    """What sort of thing waits on the desk; the value is what a person reads."""

    NEW = "New report"
    ADDED = "Added to a report"
    DECISION = "To decide"
    ACTION = "Action"
    TALK = "Family decision"
    REVIEW = "To look at again"


PLACES = dict(enumerate(Waiting, start=1))


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the desk is narrowed to."""

    waiting: Waiting | None = None
    mine: bool = False
    unassigned: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One waiting thing: `id` is a concern's for NEW and ADDED, an entry's otherwise."""

    waiting: Waiting
    id: UUID
    is_danger: bool
    due_at: datetime
    by: UUID
    owner: UUID | None
    arrived_at: datetime
    child_id: UUID | None
    purpose: int | None


_CONCERNS = """
SELECT {place}, c.id, {danger}, c.due_at, c.reported_by, c.assigned_to, c.reported_at, NULL::uuid, NULL::smallint
FROM {concern} c WHERE c.organisation_id = %(own)s AND {fits}
"""
_ENTRIES = """
SELECT {place}, e.id, false, {due}, e.recorded_by, coalesce(e.owner_id, r.assigned_to), e.recorded_at, f.child_id, f.purpose
FROM {entry} e JOIN {file} f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
LEFT JOIN {concern} r ON r.organisation_id = e.organisation_id AND r.id = e.concern_id {join}
WHERE e.organisation_id = %(own)s AND f.purpose = ANY(%(purposes)s) AND {fits}
"""
_END_OF = "(({day} + time '23:59') AT TIME ZONE %(zone)s)"
_UNREAD = """EXISTS (SELECT 1 FROM {addition} a
WHERE a.organisation_id = c.organisation_id AND a.concern_id = c.id AND a.read_at IS NULL)"""
# Whoever has to talk, or to look at holding back again, is reminded once for each entry, by the first day.
_FAMILY = """JOIN (SELECT d.organisation_id, d.entry_id, min(least(d.talk_by, d.review_on)) AS day FROM {decision} d
WHERE d.organisation_id = %(own)s AND d.ended_at IS NULL AND (d.talk_by <= %(soon)s OR d.review_on <= %(soon)s)
GROUP BY d.organisation_id, d.entry_id) d ON d.organisation_id = e.organisation_id AND d.entry_id = e.id"""


def _sorts() -> dict[Waiting, str]:
    concern = Concern._meta.db_table
    entry = {"entry": Entry._meta.db_table, "file": File._meta.db_table, "concern": concern}
    is_concern = f"e.kind = {int(EntryKind.CONCERN)} AND e.about_entry_id IS NULL"
    unread = _UNREAD.format(addition=Addition._meta.db_table)
    dealt_with = ", ".join(
        str(int(one)) for one in (ConcernState.FILED, ConcernState.MERGED, ConcernState.CLOSED)
    )
    conditions = {
        Waiting.DECISION: ("e.recorded_at + interval '7 days'", "",
                           f"{is_concern} AND e.state = {int(EntryState.OPEN)}"),
        Waiting.ACTION: (_END_OF.format(day="e.due_on"), "",
                         "e.due_on IS NOT NULL AND e.done_at IS NULL AND e.due_on <= %(soon)s "
                         f"AND e.state <> {int(EntryState.PUT_AWAY)}"),
        Waiting.TALK: (_END_OF.format(day="d.day"), _FAMILY.format(decision=AudienceDecision._meta.db_table), "true"),
        Waiting.REVIEW: (_END_OF.format(day="e.review_on"), "",
                         f"{is_concern} AND e.state = {int(EntryState.DECIDED)} AND e.review_on <= %(soon)s"),
    }  # fmt: skip
    place = {one: number for number, one in PLACES.items()}
    return {
        Waiting.NEW: _CONCERNS.format(
            place=place[Waiting.NEW], danger="c.is_danger", concern=concern,
            fits=f"c.state = {int(ConcernState.REPORTED)}",
        ),
        Waiting.ADDED: _CONCERNS.format(
            place=place[Waiting.ADDED], danger=f"c.is_danger AND c.state = {int(ConcernState.FILED)}",
            concern=concern, fits=f"c.state IN ({dealt_with}) AND {unread}",
        ),
        **{
            one: _ENTRIES.format(place=place[one], due=due, join=join, fits=fits, **entry)
            for one, (due, join, fits) in conditions.items()
        },
    }  # fmt: skip


def _statement(wanted: DeskFilter, sorts: Sequence[Waiting]) -> str:
    made = _sorts()
    whose = (
        " WHERE w.owner = %(me)s" if wanted.mine else " WHERE w.owner IS NULL" if wanted.unassigned else ""
    )
    union = " UNION ALL ".join(made[one] for one in sorts)
    return f"FROM ({union}) w (waiting, id, danger, due, by, owner, arrived, child, purpose){whose}"


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return {
        **_values_of(actor.organisation_id, actor.role), "me": actor.membership_id, "soon": today + SOON,
        "now": timezone.now(),
    }  # fmt: skip


def _values_of(organisation_id: UUID, role: Role) -> dict[str, Any]:
    purposes = [int(purpose) for purpose, roles in READERS.items() if role in roles]
    return {"own": organisation_id, "purposes": purposes, "zone": settings.TIME_ZONE}


def waiting_rows(asked_by: Actor, wanted: DeskFilter, per_page: int) -> list[WaitingRow]:
    """One page of what waits, danger first, then by when it is due. Ids only: who lists them writes the look."""
    sorts = [wanted.waiting] if wanted.waiting else list(Waiting)
    sql = f"""SELECT * {_statement(wanted, sorts)} ORDER BY w.danger DESC, w.due, w.id
        LIMIT %(most)s OFFSET %(first)s"""
    places = {"most": per_page, "first": (wanted.page - 1) * per_page}
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, {**_values(asked_by, timezone.localdate()), **places})
        return [WaitingRow(PLACES[row[0]], *row[1:]) for row in cursor.fetchall()]


def waiting_counts(asked_by: Actor, wanted: DeskFilter) -> dict[Waiting, tuple[int, int]]:
    """Of every sort, however the desk is narrowed by sort: how many wait and how many of them are overdue."""
    sql = f"""SELECT w.waiting, count(*), count(*) FILTER (WHERE w.due < %(now)s)
        {_statement(wanted, list(Waiting))} GROUP BY w.waiting"""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, _values(asked_by, timezone.localdate()))
        found = {PLACES[place]: (count, late) for place, count, late in cursor.fetchall()}
    return {one: found.get(one, (0, 0)) for one in Waiting}


def is_anything_due(organisation_id: UUID, today: date) -> bool:
    """Whether a report or an addition waits, or anything else of the desk is due by the end of the day."""
    new = [place for place, one in PLACES.items() if one in (Waiting.NEW, Waiting.ADDED)]
    sql = f"""SELECT EXISTS (SELECT 1 {_statement(DeskFilter(), list(Waiting))}
        WHERE w.waiting = ANY(%(new)s) OR w.due <= {_END_OF.format(day="%(soon)s::date")})"""
    values = {**_values_of(organisation_id, Role.SAFEGUARDING_LEAD), "soon": today, "new": new}
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.fetchone()[0])
