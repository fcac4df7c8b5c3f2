"""What hangs on files that go: why one was not sent. The index and the receipt stay a year. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.keys.records import destroy_records
from fairward.retention.hanging import Hanging, nothing, run
from fairward.tenancy.rows import fetch

_PARTS = "SELECT id FROM transfers_transferpart WHERE organisation_id = %(org)s AND file_id = ANY(%(ids)s)"
_FORGET = """
UPDATE transfers_transferpart SET sealed = ''::bytea, file_id = NULL
WHERE organisation_id = %(org)s AND file_id = ANY(%(ids)s)
"""


def _no_records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Nothing here hangs on single entries."""
    return []


def _forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    asked = {"org": organisation_id, "ids": list(file_ids)}
    destroy_records(organisation_id, [row[0] for row in fetch(_PARTS, asked)])
    run([_FORGET], asked)


ON_ENTRIES = Hanging(_no_records, nothing, _forget_files)
