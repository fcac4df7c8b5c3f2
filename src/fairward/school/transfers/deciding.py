"""Writes what was decided about one file: in its part, or in another that follows it. Part of the caller's act.

It may not decide anything, and opens nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fairward.exchange.choosing.vocabulary import DraftState
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind
from fairward.school.transfers.vocabulary import PartDecision
from fairward.tenancy.rows import fetch

_HERE = """
UPDATE transfers_transferpart SET decision = %(decision)s, draft_id = %(draft)s, decided_at = %(at)s, decided_by = %(by)s
WHERE organisation_id = %(own)s AND id = %(part)s
"""
_OVER = "UPDATE transfers_transferpart SET is_over = true WHERE organisation_id = %(own)s AND id = %(part)s"
_ANOTHER = """
INSERT INTO transfers_transferpart
  (organisation_id, id, transfer_id, file_id, purpose, decision, sealed, draft_id, decided_at, decided_by, is_over, receipt_by)
SELECT organisation_id, %(new)s, transfer_id, file_id, purpose, %(decision)s, ''::bytea, %(draft)s, %(at)s, %(by)s, false,
  ''::bytea
FROM transfers_transferpart WHERE organisation_id = %(own)s AND id = %(part)s
"""
# What somebody prepared for the same school from the file itself, or prepared again after it did not arrive.
_STRAY = """
SELECT DISTINCT ON (d.id) d.id, t.id, d.file_id, d.started_by, d.started_at FROM choosing_draft d
JOIN transfers_transfer t ON t.organisation_id = d.organisation_id AND t.child_id = d.child_id
WHERE d.organisation_id = %(own)s AND t.id = ANY(%(transfers)s) AND d.kind = %(kind)s AND d.state <> %(dropped)s
  AND d.started_at >= t.begun_at AND d.partner_id IS NOT DISTINCT FROM t.partner_id AND t.destination <> 1
  AND NOT EXISTS (
    SELECT 1 FROM transfers_transferpart p WHERE p.organisation_id = d.organisation_id AND p.draft_id = d.id)
ORDER BY d.id, t.is_copy
"""


def decide(
    organisation_id: UUID, part_id: UUID, before: PartDecision, *, now: PartDecision, by: UUID, at: datetime,
    draft_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Write it; returns the part that says so. What was decided before stays seen, in a part that is over."""
    values: dict[str, Any] = {
        "own": organisation_id, "part": part_id, "decision": int(now), "draft": draft_id, "at": at, "by": by,
        "new": new_id(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        if before is PartDecision.TO_DECIDE:
            cursor.execute(_HERE, values)
            return part_id
        cursor.execute(_OVER, values)
        cursor.execute(_ANOTHER, values)
    made: UUID = values["new"]
    return made


def strays(organisation_id: UUID, transfer_ids: list[UUID]) -> list[tuple[UUID, UUID, UUID, UUID, datetime]]:
    """(draft, transfer, file, who began it, when) of what was prepared for these transfers elsewhere."""
    asked = {
        "own": organisation_id, "transfers": transfer_ids, "kind": int(DisclosureKind.TRANSFER),
        "dropped": int(DraftState.DROPPED),
    }  # fmt: skip
    return [(row[0], row[1], row[2], row[3], row[4]) for row in fetch(_STRAY, asked)]
