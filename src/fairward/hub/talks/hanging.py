"""What talks have of a case and that goes with it: disagreements with their steps, discussions. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.exchange.travel.vocabulary import TravelState
from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_STEPS = f"WHERE organisation_id = %(org)s AND disagreement_id IN (SELECT id FROM talks_disagreement {_OF})"  # noqa: S608
_RECORDS = f"SELECT id FROM talks_disagreementstep {_STEPS} UNION ALL SELECT id FROM talks_discussion {_OF}"  # noqa: S608
_TRAVELS = f"{int(TravelState.QUEUED)}, {int(TravelState.SENDING)}"
_FORGET = (
    "UPDATE travel_sending SET sealed = NULL WHERE organisation_id = %(org)s AND sealed IS NOT NULL "  # noqa: S608
    f"AND state NOT IN ({_TRAVELS}) AND package_id IN (SELECT answer_package_id FROM talks_disagreement {_OF})",
    f"DELETE FROM talks_disagreementstep {_STEPS}",  # noqa: S608 - constants
    *(f"DELETE FROM talks_{table} {_OF}" for table in ("disagreement", "discussion")),  # noqa: S608 - constants
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
