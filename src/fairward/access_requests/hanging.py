"""What access requests hold of an entry: passages, the reasons for them, and the drawn answer. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_PASSAGES = (
    "SELECT id FROM access_requests_casepassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)"
)
# An answer is put together whole: where one entry of it is gone, none of its pieces says what was sent any more.
_CASES = "SELECT case_id FROM access_requests_casepassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)"
_RECORDS = f"""
SELECT id FROM access_requests_passagereason WHERE organisation_id = %(org)s AND passage_id IN ({_PASSAGES})
UNION ALL SELECT id FROM access_requests_answerpiece WHERE organisation_id = %(org)s AND case_id IN ({_CASES})
"""  # noqa: S608 - constants of this module
_FORGET = (
    f"DELETE FROM access_requests_passagereason WHERE organisation_id = %(org)s AND passage_id IN ({_PASSAGES})",  # noqa: S608
    f"DELETE FROM access_requests_answerpiece WHERE organisation_id = %(org)s AND case_id IN ({_CASES})",  # noqa: S608
    "DELETE FROM access_requests_casepassage WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
)

_FORGET_OPENINGS = (
    "DELETE FROM access_requests_fileopening WHERE organisation_id = %(org)s AND file_id = ANY(%(ids)s)"
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(entry_ids)})]


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids)})


def _forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    run([_FORGET_OPENINGS], {"org": organisation_id, "ids": list(file_ids)})


ON_ENTRIES = Hanging(_records, _forget, _forget_files)

_OF_CASES = (
    "SELECT id FROM access_requests_casepassage WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
)
_RECORDS_OF_CASES = f"""
SELECT id FROM access_requests_passagereason WHERE organisation_id = %(org)s AND passage_id IN ({_OF_CASES})
UNION ALL SELECT id FROM access_requests_answerpiece WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)
"""  # noqa: S608 - constants of this module
_FORGET_CASES = (
    f"DELETE FROM access_requests_passagereason WHERE organisation_id = %(org)s AND passage_id IN ({_OF_CASES})",  # noqa: S608
    *(
        f"DELETE FROM access_requests_{table} WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"  # noqa: S608
        for table in ("casepassage", "answerpiece", "fileopening", "searchline", "accessrequest")
    ),
)


def _records_of_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_RECORDS_OF_CASES, {"org": organisation_id, "ids": list(case_ids)})]


def _forget_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET_CASES, {"org": organisation_id, "ids": list(case_ids)})


ON_CASES = Hanging(_records_of_cases, _forget_cases)
