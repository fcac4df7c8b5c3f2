"""What hangs on files that go: why one was not sent. The index and the receipt stay a year. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.keys.records import destroy_records
from fairward.retention.hanging import Hanging, nothing
from fairward.school.transfers.models import TransferPart


def _no_records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Nothing here hangs on single entries."""
    return []


def _forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    rows = TransferPart.objects.filter(organisation_id=organisation_id, file_id__in=list(file_ids))
    destroy_records(organisation_id, list(rows.values_list("id", flat=True)))
    rows.update(sealed=b"", file_id=None)


ON_ENTRIES = Hanging(_no_records, nothing, _forget_files)
