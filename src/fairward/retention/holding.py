"""Whether a hold freezes something. Everything that destroys, reduces or disposes of content asks here first."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.tenancy.rows import fetch

_FROZEN = """
SELECT e.id, h.id FROM files_entry e
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
JOIN retention_hold h ON h.organisation_id = e.organisation_id AND h.lifted_at IS NULL AND h.item_id IS NULL
  AND (h.child_id IS NULL OR h.child_id = f.child_id)
  AND (h.file_id IS NULL OR h.file_id = f.id)
  AND (h.purpose IS NULL OR h.purpose = f.purpose)
  AND (h.since_on IS NULL OR greatest(e.occurred_at, e.recorded_at) >= h.since_on)
  AND (h.until_on IS NULL OR least(e.occurred_at, e.recorded_at) < h.until_on + 1)
  AND (h.theme = '' OR NOT EXISTS (
    SELECT 1 FROM retention_holdspared s
    WHERE s.organisation_id = h.organisation_id AND s.hold_id = h.id AND s.entry_id = e.id
      AND NOT EXISTS (
        SELECT 1 FROM files_entryversion v
        WHERE v.organisation_id = s.organisation_id AND v.entry_id = s.entry_id AND v.made_at > s.checked_at)))
WHERE e.organisation_id = %s AND e.id = ANY(%s)
ORDER BY e.id, h.made_at
"""


def frozen(organisation_id: UUID, entry_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Which of these entries a standing hold freezes, each with the ids of its holds, oldest first."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    for entry_id, hold_id in fetch(_FROZEN, [organisation_id, list(entry_ids)]):
        found[entry_id] = (*found.get(entry_id, ()), hold_id)
    return found


def no_hold_comes(organisation_id: UUID) -> None:
    """Until this transaction ends, nobody makes a hold or widens one: who wants to waits (a trigger takes the same lock).

    Whoever destroys calls this before asking `frozen` for the last time, so that no hold falls between question and keys.
    """
    fetch("SELECT pg_advisory_xact_lock(retention_lock_of(%s))", [organisation_id])
