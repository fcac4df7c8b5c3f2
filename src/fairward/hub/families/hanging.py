"""What families of a hub have of a case, and that goes with it: readers, what was shown, what was said. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_RECORDS = " UNION ALL ".join(
    f"SELECT id FROM hub_families_{table} {_OF}"  # noqa: S608 - constants
    for table in ("shownoutcome", "ownside")
)
_FORGET = tuple(
    f"DELETE FROM hub_families_{table} {_OF}"  # noqa: S608 - constants
    for table in ("shownoutcome", "ownside", "casereader")
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
