"""Counts each night how much is due, for the monitors: numbers by class, no entry, no child. It decides and opens nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from fairward.kernel.ids import new_id
from fairward.retention.due_queries import due_groups
from fairward.rules import calendars
from fairward.tenancy.rows import fetch

MONTHS_KEPT = 13
_FORGET = "DELETE FROM retention_duecount WHERE organisation_id = %s AND (counted_on < %s OR counted_on = %s)"
_WRITE = """
INSERT INTO retention_duecount (organisation_id, id, counted_on, rule_id, due, past_last_day)
SELECT %s, * FROM unnest(%s::uuid[], %s::date[], %s::text[], %s::integer[], %s::integer[])
"""
# The last night of each month that was counted; a night on which nothing was due has one row of no class.
_BY_MONTH = """
SELECT c.counted_on, sum(c.due), sum(c.past_last_day) FROM retention_duecount c
WHERE c.organisation_id = %(own)s AND c.counted_on IN (
  SELECT max(counted_on) FROM retention_duecount WHERE organisation_id = %(own)s GROUP BY date_trunc('month', counted_on))
GROUP BY c.counted_on ORDER BY c.counted_on
"""
NOTHING = ""


@transaction.atomic
def count_due(organisation_id: UUID, on: date) -> int:
    """Write how many are due on a day, by class; the same day again replaces it. Returns how many in all."""
    due: Counter[str] = Counter({NOTHING: 0})
    late: Counter[str] = Counter()
    for group in due_groups(organisation_id, on):
        due[group.rule_id] += group.entries
        late[group.rule_id] += group.past_last_day
    rules = list(due)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [organisation_id, calendars.add_months(on, -MONTHS_KEPT), on])
        cursor.execute(
            _WRITE,
            [
                organisation_id, [new_id() for _ in rules], [on] * len(rules), rules, [due[rule] for rule in rules],
                [late[rule] for rule in rules],
            ],
        )  # fmt: skip
    return due.total()


def due_by_month(organisation_id: UUID) -> list[tuple[date, int, int]]:
    """The last night counted in each month: the day, how many were due, how many of them past their last day."""
    return [(row[0], int(row[1]), int(row[2])) for row in fetch(_BY_MONTH, {"own": organisation_id})]
