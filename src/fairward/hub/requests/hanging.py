"""What hangs on a request to see what a hub holds, and goes with it. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_OWN = "WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_PASSAGES = f"SELECT id FROM requests_heldpassage {_OWN}"  # noqa: S608 - constants of this module
_RECORDS = f"""
{_PASSAGES} UNION ALL SELECT id FROM requests_heldanswer {_OWN}
UNION ALL SELECT id FROM requests_heldreason WHERE organisation_id = %(org)s AND passage_id IN ({_PASSAGES})
UNION ALL SELECT id FROM requests_heldopinion WHERE organisation_id = %(org)s AND passage_id IN ({_PASSAGES})
"""  # noqa: S608
_FORGET = (
    *(
        f"DELETE FROM requests_{table} WHERE organisation_id = %(org)s AND passage_id IN ({_PASSAGES})"  # noqa: S608
        for table in ("heldopinion", "heldreason")
    ),
    *(
        f"DELETE FROM requests_{table} {_OWN}"  # noqa: S608
        for table in ("consultation", "heldpassage", "heldanswer", "requestperson")
    ),
)


def _records(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(case_ids)})


ON_CASES = Hanging(_records, _forget)
