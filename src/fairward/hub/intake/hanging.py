"""What intake has of a case and that goes with it: what came in, who told it, people, notes, ratings. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OF = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_RECORDS = " UNION ALL ".join(
    f"SELECT id FROM intake_{table} {_OF}"  # noqa: S608 - constants
    for table in ("contact", "teller", "casenote", "ratinggiven")
)
_FORGET = (
    # What was for named people only lies sealed as it came until then.
    "UPDATE travel_arrival a SET sealed = NULL FROM intake_case c WHERE c.organisation_id = %(org)s AND c.id = ANY(%(ids)s) "
    "AND a.organisation_id = c.organisation_id AND a.id = c.arrival_id AND a.sealed IS NOT NULL",
    "DELETE FROM intake_contactfile WHERE organisation_id = %(org)s AND contact_id IN "  # noqa: S608
    f"(SELECT id FROM intake_contact {_OF})",
    *(
        f"DELETE FROM intake_{table} {_OF}"  # noqa: S608 - constants
        for table in ("contact", "teller", "casenote", "ratinggiven", "caseperson", "caselink")
    ),
    "DELETE FROM intake_caselink WHERE organisation_id = %(org)s AND other_case_id = ANY(%(ids)s)",
    "DELETE FROM intake_case WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


ON_HUB_CASES = Hanging(_records, _forget)
