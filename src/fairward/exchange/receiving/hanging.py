"""What was received into an entry: which passage it was goes with the entry. It may not open anything."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from fairward.retention.hanging import delete, of_statements, run

_FOLLOW = (
    "UPDATE receiving_takenpassage SET entry_id = %(to)s, here_id = %(here)s WHERE organisation_id = %(org)s "
    "AND entry_id = %(from)s AND coalesce(here_id, passage_id) = %(claim)s"
)

# Which passages these entries were made of is not known any more: the package may bring them again.
ON_ENTRIES = of_statements(forget=delete(("receiving_takenpassage",), "entry_id = ANY(%(ids)s)"))


def follow_entry(organisation_id: UUID, from_id: UUID, to_id: UUID, became: Mapping[UUID, UUID]) -> None:
    """An entry was written anew under ids of its own, with the right child: a later correction of its sender finds that one.

    `became`: a statement of the first entry -> the one that stands in its place. What did not go along is not followed.
    """
    for claim_id, here_id in became.items():
        asked = {"org": organisation_id, "from": from_id, "to": to_id, "claim": claim_id, "here": here_id}
        run([_FOLLOW], asked)
