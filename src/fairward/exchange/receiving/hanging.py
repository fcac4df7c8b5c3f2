"""What was received into an entry: which passage it was goes with the entry. It may not open anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from fairward.exchange.receiving.models import TakenPassage
from fairward.retention.hanging import Hanging, run

_FORGET = ("DELETE FROM receiving_takenpassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    return []


def forget_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Which passages these entries were made of is not known any more: the package may bring them again."""
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids)})


def follow_entry(organisation_id: UUID, from_id: UUID, to_id: UUID, became: Mapping[UUID, UUID]) -> None:
    """An entry was written anew under ids of its own, with the right child: a later correction of its sender finds that one.

    `became`: a statement of the first entry -> the one that stands in its place. What did not go along is not followed.
    """
    rows = TakenPassage.objects.filter(organisation_id=organisation_id, entry_id=from_id)
    for row in rows:
        here = became.get(row.here_id or row.passage_id)
        if here is not None:
            row.entry_id, row.here_id = to_id, here
            row.save(update_fields=["entry_id", "here_id"])


ON_ENTRIES = Hanging(_records, forget_entries)
