"""What was told outside of an entry. The words go with the last entry that was told; it may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_EMPTY = """
SELECT DISTINCT e.disclosure_id FROM exchange_disclosedentry e WHERE e.organisation_id = %(org)s AND e.entry_id = ANY(%(ids)s)
AND NOT EXISTS (
  SELECT 1 FROM exchange_disclosedentry o WHERE o.organisation_id = e.organisation_id
  AND o.disclosure_id = e.disclosure_id AND o.entry_id <> ALL(%(ids)s))
"""

_FORGET = (
    "DELETE FROM exchange_disclosedentry WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM exchange_disclosure WHERE organisation_id = %(org)s AND id = ANY(%(going)s)",
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """The words of disclosures of which no other entry is left; the disclosure is its own record."""
    return [row[0] for row in fetch(_EMPTY, {"org": organisation_id, "ids": list(entry_ids)})]


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    going = _records(organisation_id, entry_ids)
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids), "going": going})


ON_ENTRIES = Hanging(_records, _forget)
