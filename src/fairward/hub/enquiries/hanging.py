"""What enquiries have of a case and that goes with it: gates, questions, links; and items. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.exchange.travel.vocabulary import TravelState
from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_RECORDS = " UNION ALL ".join(
    f"SELECT id FROM enquiries_{table} {_OF}"  # noqa: S608 - constants
    for table in ("gate", "enquiry")
)
_TRAVELS = f"{int(TravelState.QUEUED)}, {int(TravelState.SENDING)}"
_FORGET = (
    # A question that never reached anybody lies sealed for them; what is still tried again keeps its bytes until it ends.
    "UPDATE travel_sending SET sealed = NULL WHERE organisation_id = %(org)s AND sealed IS NOT NULL "  # noqa: S608
    f"AND state NOT IN ({_TRAVELS}) AND package_id IN (SELECT package_id FROM enquiries_enquiry {_OF})",
    "DELETE FROM enquiries_onetimelink WHERE organisation_id = %(org)s AND enquiry_id IN "  # noqa: S608
    f"(SELECT id FROM enquiries_enquiry {_OF})",
    *(f"DELETE FROM enquiries_{table} {_OF}" for table in ("item", "enquiry", "gate")),  # noqa: S608 - constants
)
_FORGET_ITEMS = ("DELETE FROM enquiries_item WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


def _items(organisation_id: UUID, item_ids: Sequence[UUID]) -> list[UUID]:
    return list(item_ids)  # the id of an item is its record


def _forget_items(organisation_id: UUID, item_ids: Sequence[UUID]) -> None:
    run(_FORGET_ITEMS, {"org": organisation_id, "ids": list(item_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
ON_HUB_ITEMS = Hanging(_items, _forget_items)
