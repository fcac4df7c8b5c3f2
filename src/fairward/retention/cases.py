"""Rights cases whose time is over: what goes with them, and what a hold keeps of them. It may not open anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.keys import keyring
from fairward.keys.records import destroy_records
from fairward.retention.hanging import Hanging
from fairward.tenancy.rows import fetch

_STANDING = (
    "SELECT id, (received_at AT TIME ZONE 'UTC')::date FROM cases_case "
    "WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
)
# A hold cannot say that it means less of a case than all of it: whatever names its child, or no child, freezes it whole.
_HELD = """
SELECT DISTINCT c.id FROM cases_case c JOIN retention_hold h ON h.organisation_id = c.organisation_id
AND h.lifted_at IS NULL AND (h.child_id IS NULL OR h.child_id = c.child_id OR h.case_id = c.id)
WHERE c.organisation_id = %s AND c.id = ANY(%s)
"""
_DUE = """
SELECT id, number, kind, (closed_at AT TIME ZONE 'UTC')::date, keep_until_on FROM cases_case
WHERE organisation_id = %s AND closed_at IS NOT NULL AND keep_until_on < %s ORDER BY keep_until_on, id LIMIT 200
"""
_WITH_KEY = "SELECT EXISTS (SELECT 1 FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s))"


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


def held_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    """Those that a standing hold freezes."""
    return {row[0] for row in fetch(_HELD, [organisation_id, list(case_ids)])}


def begun(organisation_id: UUID, case_ids: Iterable[UUID]) -> set[UUID]:
    """Cases whose keys are gone already: an earlier run was interrupted, and no hold brings them back."""
    return {one for one in case_ids if not _has_keys(organisation_id, one)}


def destroy_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> int:
    """Keys first, then rows, of everything that rooms have of these cases; returns how many records went."""
    records = _records(organisation_id, case_ids)
    destroy_records(organisation_id, sorted(records))
    for room in _rooms():
        room.forget(organisation_id, case_ids)
    return len(records)


def _has_keys(organisation_id: UUID, case_id: UUID) -> bool:
    records = _records(organisation_id, [case_id])
    return not records or bool(keyring.fetch(_WITH_KEY, [organisation_id, list(records)])[0][0])


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> set[UUID]:
    return {one for room in _rooms() for one in room.records(organisation_id, case_ids)}


def _rooms() -> list[Hanging]:
    return [import_string(name) for name in settings.FAIRWARD_HANGS_ON_CASES]
