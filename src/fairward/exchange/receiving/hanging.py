"""What was received into an entry: which passage it was goes with the entry. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run

_FORGET = ("DELETE FROM receiving_takenpassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    return []


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids)})


ON_ENTRIES = Hanging(_records, _forget)
