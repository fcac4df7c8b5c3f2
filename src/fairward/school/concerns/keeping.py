"""Why a report is kept and until when, after it was settled: as what was filed from it, or by a class of its own.

It may not destroy anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from fairward.kernel.vocabulary import Purpose
from fairward.retention.simulating import DueRecord
from fairward.rules.retention import Kept, class_named, explain
from fairward.school.concerns.models import Concern, ConcernState
from fairward.tenancy.rows import fetch

_FILED = [int(one) for one in (ConcernState.FILED, ConcernState.MERGED, ConcernState.CLOSED)]
# One that was talked about is closed without words; it has no entry, so nothing moves its dates.
_FOLLOW = """
UPDATE concerns_concern c
SET rule_id = %(rule)s, kept_because = %(because)s, review_on = made.review_on, destroy_on = made.destroy_on
FROM (
  SELECT cc.concern_id, min(e.review_on) AS review_on, max(e.destroy_on) AS destroy_on
  FROM concerns_concernchild cc
  JOIN files_entry e ON e.organisation_id = cc.organisation_id AND e.id = cc.entry_id
  WHERE cc.organisation_id = %(own)s AND cc.concern_id IN (
    SELECT concern_id FROM concerns_concernchild WHERE organisation_id = %(own)s AND entry_id = ANY(%(entries)s))
  GROUP BY cc.concern_id
) made
WHERE c.organisation_id = %(own)s AND c.id = made.concern_id AND c.state = ANY(%(filed)s) AND left(c.rule_id, 6) <> 'staff-'
  AND (c.rule_id, c.kept_because, c.review_on, c.destroy_on)
      IS DISTINCT FROM (%(rule)s, %(because)s, made.review_on, made.destroy_on)
"""

_DUE_REPORTS = (
    "SELECT rule_id, destroy_on FROM concerns_concern "
    "WHERE organisation_id = %s AND review_on <= %s AND sealed IS NOT NULL AND rule_id <> 'report-filed'"
)
_DUE_DRAFTS = "SELECT expires_at FROM concerns_draft WHERE organisation_id = %s AND expires_at < %s"


def follow_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> int:
    """The reports from which these entries were made are kept as long as the longest of them; returns how many moved.

    A malicious one is kept as a concern about whoever made it, whatever becomes of its entries.
    """
    rule = class_named("report-filed", timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(
            _FOLLOW,
            {
                "own": organisation_id, "entries": list(entry_ids), "filed": _FILED, "rule": rule.id,
                "because": rule.because,
            },
        )  # fmt: skip
        moved: int = cursor.rowcount
        return moved


def due_reports(organisation_id: UUID, on: date) -> list[DueRecord]:
    """Reports with words that are due on a day, apart from those that are kept as long as what was filed from them."""
    return [DueRecord(*row) for row in fetch(_DUE_REPORTS, [organisation_id, on])]


def due_drafts(organisation_id: UUID, on: date) -> list[DueRecord]:
    """Unsent reports whose days are over by then."""
    rows = fetch(_DUE_DRAFTS, [organisation_id, on + timedelta(days=1)])
    return [DueRecord("unfinished-draft", row[0].date()) for row in rows]


def mark_talked(row: Concern) -> None:
    """Its words are gone; the row stays as a count. The caller saves."""
    _mark(row, explain(
        None, ConcernState.TALKED, (), born_on=None, closed_on=timezone.localdate(), recorded_on=row.reported_at.date(),
        today=timezone.localdate(),
    ))  # fmt: skip


def mark_about_staff(row: Concern) -> None:
    """It went to the headteacher: kept as a concern about a member of staff. The caller saves."""
    _mark(row, explain(
        Purpose.STAFF_CONDUCT, None, (), born_on=None, recorded_on=row.reported_at.date(), today=timezone.localdate()
    ))  # fmt: skip


def _mark(row: Concern, kept: Kept) -> None:
    row.rule_id, row.kept_because = kept.rule_id, kept.because
    row.review_on, row.destroy_on = kept.review_on, kept.destroy_on
