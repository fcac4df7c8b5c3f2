"""Which files of a child somebody has still to decide about: each once, and again when something new stands in it.

It asks by rows, never by content, and is part of the caller's act.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection

from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import EntryState, Purpose
from fairward.school.transfers.vocabulary import PartDecision
from fairward.tenancy.rows import fetch

# Concerns about staff are no child's file and never move on with one.
PURPOSES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)

_WITH_ENTRY = """
EXISTS (SELECT 1 FROM files_entry e WHERE e.organisation_id = f.organisation_id AND e.file_id = f.id AND e.state <> %(away)s)
"""
_CHILDREN = f"""
SELECT DISTINCT f.child_id FROM files_file f
WHERE f.organisation_id = %(own)s AND f.child_id = ANY(%(children)s) AND f.purpose = ANY(%(purposes)s) AND {_WITH_ENTRY}
"""  # noqa: S608 - constants
# No part that counts; or something recorded since the last one was sent or decided, of those that are asked anew.
_FILES = f"""
SELECT t.id, f.id, f.purpose FROM transfers_transfer t
JOIN files_file f ON f.organisation_id = t.organisation_id AND f.child_id = t.child_id
WHERE t.organisation_id = %(own)s AND t.id = ANY(%(transfers)s) AND f.purpose = ANY(%(purposes)s) AND {_WITH_ENTRY}
  AND (NOT EXISTS (
    SELECT 1 FROM transfers_transferpart p WHERE p.organisation_id = t.organisation_id AND p.transfer_id = t.id
    AND p.file_id = f.id AND NOT p.is_over)
  OR (t.has_left AND NOT EXISTS (
    SELECT 1 FROM transfers_transferpart p WHERE p.organisation_id = t.organisation_id AND p.transfer_id = t.id
    AND p.file_id = f.id AND NOT p.is_over AND p.sent_at IS NULL AND p.decision <> %(kept)s)
   AND EXISTS (
    SELECT 1 FROM files_entry e WHERE e.organisation_id = f.organisation_id AND e.file_id = f.id AND e.state <> %(away)s
    AND e.recorded_at > (
      SELECT max(coalesce(p.sent_at, p.decided_at)) FROM transfers_transferpart p
      WHERE p.organisation_id = t.organisation_id AND p.transfer_id = t.id AND p.file_id = f.id AND NOT p.is_over))))
ORDER BY t.id, f.purpose
"""  # noqa: S608 - constants
_ADD = """
INSERT INTO transfers_transferpart
  (organisation_id, id, transfer_id, file_id, purpose, decision, sealed, is_over, receipt_by)
SELECT %(own)s, n.id, n.transfer_id, n.file_id, n.purpose, %(open)s, ''::bytea, false, ''::bytea
FROM unnest(%(ids)s::uuid[], %(of)s::uuid[], %(files)s::uuid[], %(kinds)s::smallint[]) AS n (id, transfer_id, file_id, purpose)
ON CONFLICT DO NOTHING
"""


def children_with_files(organisation_id: UUID, child_ids: Collection[UUID]) -> list[UUID]:
    """Those of these children of whom a file is kept that could move on."""
    asked = {"own": organisation_id, "children": list(child_ids), **_constants()}
    return [row[0] for row in fetch(_CHILDREN, asked)]


def ask_about_files(organisation_id: UUID, transfer_ids: Collection[UUID]) -> int:
    """Add a part to decide for every file of these transfers that has none, and, of children who have left, for every file
    in which something was recorded since. Returns how many were added."""
    asked = {
        "own": organisation_id,
        "transfers": list(transfer_ids),
        "kept": int(PartDecision.KEEP_BACK),
        **_constants(),
    }
    found = fetch(_FILES, asked)
    if not found:
        return 0
    values: dict[str, Any] = {
        "own": organisation_id, "open": int(PartDecision.TO_DECIDE), "ids": [new_id() for _ in found],
        "of": [row[0] for row in found], "files": [row[1] for row in found], "kinds": [row[2] for row in found],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        return int(cursor.rowcount)


def _constants() -> dict[str, object]:
    return {"purposes": [int(one) for one in PURPOSES], "away": int(EntryState.PUT_AWAY)}
