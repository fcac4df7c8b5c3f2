"""The original report of an entry, which stays in the intake (ADR 0006) until nobody needs it. It opens nothing.

It goes with the last entry that was filed from it, unless another child of the report has none yet, or it was malicious: then it
is kept as a concern about whoever made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fairward.documents.kinds import OWNER_KINDS
from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

# Reports of these entries that nothing else was filed from, and of which no other child waits to be filed.
_GOING = """
SELECT DISTINCT c.id FROM files_entry g
JOIN concerns_concern c ON c.organisation_id = g.organisation_id AND c.id = g.concern_id
WHERE g.organisation_id = %(org)s AND g.id = ANY(%(ids)s)
AND NOT EXISTS (
  SELECT 1 FROM files_entry o WHERE o.organisation_id = c.organisation_id AND o.concern_id = c.id AND o.id <> ALL(%(ids)s))
AND left(c.rule_id, 6) <> 'staff-'
AND NOT EXISTS (
  SELECT 1 FROM concerns_concernchild h WHERE h.organisation_id = c.organisation_id AND h.concern_id = c.id
  AND h.entry_id IS NULL AND c.triaged_at IS NULL)
"""
_ATTACHMENTS = """
SELECT id FROM documents_attachment WHERE organisation_id = %(org)s AND (
  owner_kind = %(concern)s AND owner_id = ANY(%(going)s)
  OR owner_kind = %(addition)s AND owner_id IN (
    SELECT id FROM concerns_addition WHERE organisation_id = %(org)s AND concern_id = ANY(%(going)s)))
"""
_ADDITIONS = (
    "SELECT id FROM concerns_addition WHERE organisation_id = %(org)s AND concern_id = ANY(%(going)s)"
)
_FORGET = (
    "DELETE FROM files_entryattachment WHERE organisation_id = %(org)s AND attachment_id = ANY(%(attachments)s)",
    "DELETE FROM documents_attachment WHERE organisation_id = %(org)s AND id = ANY(%(attachments)s)",
    "DELETE FROM concerns_addition WHERE organisation_id = %(org)s AND concern_id = ANY(%(going)s)",
    "DELETE FROM concerns_concernchild WHERE organisation_id = %(org)s AND concern_id = ANY(%(going)s)",
    "DELETE FROM concerns_concernchild WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "UPDATE concerns_concern SET merged_into = NULL WHERE organisation_id = %(org)s AND merged_into = ANY(%(ids)s)",
    "DELETE FROM concerns_concern WHERE organisation_id = %(org)s AND id = ANY(%(going)s)",
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """The report, what its reporter added, and the files that came with either."""
    asked = _asked(organisation_id, entry_ids)
    additions = [row[0] for row in fetch(_ADDITIONS, asked)]
    return [*asked["going"], *additions, *asked["attachments"]]


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    run(_FORGET, _asked(organisation_id, entry_ids))


def _asked(organisation_id: UUID, entry_ids: Sequence[UUID]) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "org": organisation_id, "ids": list(entry_ids), "concern": OWNER_KINDS["concern"],
        "addition": OWNER_KINDS["addition"],
    }  # fmt: skip
    asked["going"] = [row[0] for row in fetch(_GOING, asked)]
    asked["attachments"] = [row[0] for row in fetch(_ATTACHMENTS, asked)]
    return asked


ON_ENTRIES = Hanging(_records, _forget)
