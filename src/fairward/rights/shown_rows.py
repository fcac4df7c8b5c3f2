"""Which entries one person is shown, as rows without content. It may not open a key, nor name what is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.kernel.vocabulary import EntryKind, Purpose, WhenPrecision
from fairward.tenancy.rows import fetch

_ROWS = (
    "SELECT s.entry_id, e.concern_id, e.file_id, f.purpose, e.kind, e.occurred_at, e.precision, s.first_read_at IS NULL "
    "FROM rights_shownversion s "
    "JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id "
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE s.organisation_id = %s AND s.person_id = %s AND s.child_id = %s AND s.ended_at IS NULL "
    "AND s.account_id IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One entry that a person is shown: where it lies, what sort it is, whether they have not read it yet."""

    entry_id: UUID
    concern_id: UUID | None
    file_id: UUID
    purpose: Purpose
    kind: EntryKind
    occurred_at: datetime
    precision: WhenPrecision
    is_new: bool


def shown_rows(organisation_id: UUID, person_id: UUID, child_id: UUID) -> list[ShownRow]:
    """What one person is shown of one child's record today."""
    return [
        ShownRow(
            row[0], row[1], row[2], Purpose(row[3]), EntryKind(row[4]), row[5], WhenPrecision(row[6]), row[7]
        )
        for row in fetch(_ROWS, [organisation_id, person_id, child_id])
    ]
