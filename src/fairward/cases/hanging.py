"""What rights cases point at in an entry. Their own words stay with the case; it may not open anything."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.retention.hanging import Hanging, run
from fairward.tenancy.rows import fetch

_STATEMENTS = "SELECT id FROM files_statement WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)"
_FORGET = (
    "DELETE FROM cases_casetarget WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    f"UPDATE cases_correctiondecision SET statement_id = NULL WHERE organisation_id = %(org)s AND statement_id IN ({_STATEMENTS})",  # noqa: E501, S608
    f"UPDATE cases_correctiondecision SET new_statement_id = NULL WHERE organisation_id = %(org)s AND new_statement_id IN ({_STATEMENTS})",  # noqa: E501, S608
)


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    """What was asked, noted and replied is the case's own, and goes with it."""
    return ()


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    run(_FORGET, {"org": organisation_id, "ids": list(entry_ids)})


ON_ENTRIES = Hanging(_records, _forget)

_TEXTS = "SELECT id FROM cases_casetext WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"
_FORGET_CASES = (
    *(
        f"DELETE FROM cases_{table} WHERE organisation_id = %(org)s AND case_id = ANY(%(ids)s)"  # noqa: S608 - constants
        for table in (
            "caserecipient",
            "casetext",
            "casestop",
            "casetarget",
            "correctiondecision",
            "breachfacts",
        )
    ),
    "DELETE FROM cases_case WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
)


def _texts(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    return [row[0] for row in fetch(_TEXTS, {"org": organisation_id, "ids": list(case_ids)})]


def _forget_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    run(_FORGET_CASES, {"org": organisation_id, "ids": list(case_ids)})


ON_CASES = Hanging(_texts, _forget_cases)
