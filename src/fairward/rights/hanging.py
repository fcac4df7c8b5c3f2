"""What families were shown of an entry, what was decided about that, and whose added words are whose. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

# Each version that was ever shown has two records: what the person reads, and what was left out of it.
_RECORDS = """
SELECT unnest(ARRAY[id, masks_id]) FROM rights_shownversion WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
"""
_FORGET = tuple(
    f"DELETE FROM {table} WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)"  # noqa: S608 - constants
    for table in (
        "rights_shownversion",
        "rights_audiencedecision",
        "rights_decisionasked",
        "rights_releasedlook",
        "rights_myside",
    )
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(entry_ids)})]


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids)})


ON_ENTRIES = Hanging(_records, _forget)
