"""What corrections have of a case and that goes with it: askings, reviews, notices that were owed. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.exchange.travel.vocabulary import TravelState
from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_RECORDS = " UNION ALL ".join(
    f"SELECT id FROM corrections_{table} {_OF}"  # noqa: S608 - constants
    for table in ("putright", "review")
)
_PACKAGES = " UNION ALL ".join(
    f"SELECT package_id FROM corrections_{table} {_OF}"  # noqa: S608 - constants
    for table in ("putright", "notice")
)
_TRAVELS = f"{int(TravelState.QUEUED)}, {int(TravelState.SENDING)}"
_FORGET = (
    "UPDATE travel_sending SET sealed = NULL WHERE organisation_id = %(org)s AND sealed IS NOT NULL "  # noqa: S608
    f"AND state NOT IN ({_TRAVELS}) AND package_id IN ({_PACKAGES})",
    *(f"DELETE FROM corrections_{table} {_OF}" for table in ("notice", "review", "putright")),  # noqa: S608
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
