"""Rights cases whose time is over: what goes with them, and what a hold keeps of them. It may not open anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from fairward.retention.kinds import GoingKind, hanging
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

_STANDING = (
    "SELECT id, (received_at AT TIME ZONE 'UTC')::date FROM cases_case "
    "WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
)
# A hold cannot say that it means less of a case than all of it: whatever names its child, or no child, freezes it whole.
_HELD = """
SELECT c.id, array_agg(h.id ORDER BY h.made_at) FROM cases_case c
JOIN retention_hold h ON h.organisation_id = c.organisation_id AND h.lifted_at IS NULL
AND (h.item_id IS NULL OR h.item_id = c.id) AND (h.child_id IS NULL OR h.child_id = c.child_id OR h.case_id = c.id)
WHERE c.organisation_id = %s AND c.id = ANY(%s) GROUP BY c.id
"""
_DUE = """
SELECT id, number, kind, (closed_at AT TIME ZONE 'UTC')::date, keep_until_on FROM cases_case
WHERE organisation_id = %s AND closed_at IS NOT NULL AND keep_until_on < %s ORDER BY keep_until_on, id LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class DueCase:
    """A closed case that is kept no longer."""

    id: UUID
    number: int
    kind: int
    closed_on: date
    keep_until_on: date
    is_held: bool


def due_cases(organisation_id: UUID, today: date) -> list[DueCase]:
    """Closed cases whose time is over, the longest overdue first."""
    rows = fetch(_DUE, [organisation_id, today])
    held = held_cases(organisation_id, [row[0] for row in rows])
    return [
        DueCase(id_, number, kind, closed_on, keep_until_on, id_ in held)
        for id_, number, kind, closed_on, keep_until_on in rows
    ]


def standing_cases(organisation_id: UUID, case_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Those that are there, locked, and when they were received."""
    return dict(fetch(_STANDING, [organisation_id, sorted(case_ids)]))


def held_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Those that a standing hold freezes, each with its holds."""
    return {row[0]: tuple(row[1]) for row in fetch(_HELD, [organisation_id, list(case_ids)])}


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    rooms = hanging(settings.FAIRWARD_HANGS_ON_CASES)
    return {one for room in rooms for one in room.records(organisation_id, case_ids)}


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    for room in hanging(settings.FAIRWARD_HANGS_ON_CASES):
        room.forget(organisation_id, case_ids)


# What is due of them has a page of its own, where a person confirms it (`due_cases`).
GOING = GoingKind(ItemKind.CASE, "cases_case", standing_cases, held_cases, _records, _forget)
