"""Until when closed cases are kept, counted anew when the schedule changed. It may not destroy anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from fairward.cases.vocabulary import CaseKind
from fairward.retention.own_periods import overrides_of
from fairward.retention.simulating import DueRecord
from fairward.rules.cases import case_rule
from fairward.rules.retention import Override
from fairward.tenancy.rows import fetch

_CLOSED = "SELECT id, kind, closed_at, keep_until_on FROM cases_case WHERE organisation_id = %s AND closed_at IS NOT NULL"
_DUE = (
    "SELECT kind, keep_until_on FROM cases_case "
    "WHERE organisation_id = %s AND closed_at IS NOT NULL AND keep_until_on <= %s"
)
_WRITE = (
    "UPDATE cases_case c SET keep_until_on = n.day FROM unnest(%s::uuid[], %s::date[]) AS n (id, day) "
    "WHERE c.organisation_id = %s AND c.id = n.id"
)


def would_keep(
    organisation_id: UUID, rule_id: str, overrides: Sequence[Override]
) -> Iterator[tuple[UUID, date, date, date, date]]:
    """Closed cases of a class: id, looked at and destroyed on as it stands, and as it would be by these periods."""
    for case_id, kind, closed_at, stands in fetch(_CLOSED, [organisation_id]):
        rule = case_rule(CaseKind(kind).code, timezone.localdate())
        kept = rule.kept(timezone.localtime(closed_at).date(), overrides)
        if kept.rule_id == rule_id:
            yield case_id, stands, stands, kept.review_on, kept.destroy_on


def due_cases(organisation_id: UUID, on: date) -> list[DueRecord]:
    """Closed cases that are kept no longer than until a day."""
    return [
        DueRecord(case_rule(CaseKind(kind).code, on).kept(on).rule_id, day)
        for kind, day in fetch(_DUE, [organisation_id, on])
    ]


def count_cases(organisation_id: UUID) -> int:
    """Closed cases are kept as the schedule says today; returns how many have another day now."""
    own, different = overrides_of(organisation_id), {}
    for case_id, kind, closed_at, stands in fetch(_CLOSED, [organisation_id]):
        closed_on = timezone.localtime(closed_at).date()
        day = case_rule(CaseKind(kind).code, timezone.localdate()).keep_until(closed_on, own)
        if day != stands:
            different[case_id] = day
    if different:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [list(different), list(different.values()), organisation_id])
    return len(different)
