"""Whoever was told something that is destroyed by the schedule must hear of it. It holds no record and opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.exchange.following.hearing import entries_destroyed
from fairward.retention.hanging import Hanging


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Nothing is sealed here."""
    return []


# Before the room of disclosures, which forgets who was told.
ON_ENTRIES = Hanging(_records, entries_destroyed)
