"""What packs have of a case, and of an item, and that goes with it. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_RECORDS = f"SELECT id FROM packs_analysis {_OF}"  # noqa: S608 - constants
_FORGET = tuple(f"DELETE FROM packs_{table} {_OF}" for table in ("brought", "citation", "analysis"))  # noqa: S608 - constants
_FORGET_ITEMS = tuple(
    f"DELETE FROM packs_{table} WHERE organisation_id = %(org)s AND item_id = ANY(%(ids)s)"  # noqa: S608 - constants
    for table in ("brought", "citation")
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


def _no_records(organisation_id: UUID, item_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    return ()


def _forget_items(organisation_id: UUID, item_ids: Sequence[UUID]) -> None:
    run(_FORGET_ITEMS, {"org": organisation_id, "ids": list(item_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
ON_HUB_ITEMS = Hanging(_no_records, _forget_items)
