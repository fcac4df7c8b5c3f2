"""What rights cases point at in an entry. Their own words stay with the case; it may not open anything."""

from __future__ import annotations

from fairward.retention.hanging import delete, of_statements, select

_STATEMENTS = select(("files_statement",), "entry_id = ANY(%(ids)s)")
_POINTS_AT = "UPDATE cases_correctiondecision SET {column} = NULL WHERE organisation_id = %(org)s AND {column} IN ({chosen})"
# What was asked, noted and replied is the case's own, and goes with it.
ON_ENTRIES = of_statements(
    forget=(
        *delete(("cases_casetarget",), "entry_id = ANY(%(ids)s)"),
        _POINTS_AT.format(column="statement_id", chosen=_STATEMENTS),
        _POINTS_AT.format(column="new_statement_id", chosen=_STATEMENTS),
    )
)

_OF = "case_id = ANY(%(ids)s)"
ON_CASES = of_statements(
    select(("cases_casetext",), _OF),
    (
        *delete(
            (
                "cases_caserecipient",
                "cases_casetext",
                "cases_casestop",
                "cases_casetarget",
                "cases_correctiondecision",
                "cases_breachfacts",
            ),
            _OF,
        ),
        *delete(("cases_case",), "id = ANY(%(ids)s)"),
    ),
)
