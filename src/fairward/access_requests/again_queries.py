"""What was left out of earlier answers and comes back: its day is near, or its note changed since. It opens no content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.tenancy.rows import fetch

AHEAD = timedelta(days=30)
_AGAIN = """
SELECT c.id, c.number, (e.version > p.entry_version OR e.decided_at > p.decided_at) AS has_changed,
       min(p.look_again_on), count(*)
FROM access_requests_casepassage p
JOIN cases_case c ON c.organisation_id = p.organisation_id AND c.id = p.case_id
JOIN files_entry e ON e.organisation_id = p.organisation_id AND e.id = p.entry_id
WHERE p.organisation_id = %s AND p.look_again_on IS NOT NULL AND c.closed_at IS NOT NULL
  AND (p.look_again_on <= %s OR e.version > p.entry_version OR e.decided_at > p.decided_at)
GROUP BY 1, 2, 3 ORDER BY 4, 2 LIMIT 200"""


_REPORTS = """
SELECT c.id, c.number, r.unfiled_look_on, r.unfiled_count
FROM access_requests_accessrequest r
JOIN cases_case c ON c.organisation_id = r.organisation_id AND c.id = r.case_id
WHERE r.organisation_id = %s AND r.unfiled_look_on <= %s AND r.sent_on IS NOT NULL
ORDER BY r.unfiled_look_on, c.number LIMIT 200"""


@dataclass(frozen=True, slots=True)
class Again:
    """Passages of one closed request to be looked at again for one cause. `on`: the first day."""

    case_id: UUID
    number: int
    has_changed: bool
    on: date
    count: int
    is_of_reports: bool = False


def left_out_again(actor: Actor) -> list[Again]:
    """Whatever was left out and is due within a month, or whose note was corrected or decided after that; reports for which
    an answer did not wait come first: somebody was promised a day."""
    rows = fetch(_AGAIN, [actor.organisation_id, timezone.localdate() + AHEAD])
    reports = fetch(_REPORTS, [actor.organisation_id, timezone.localdate() + AHEAD])
    found = [
        Again(case_id, number, False, on, count, is_of_reports=True) for case_id, number, on, count in reports
    ]
    found += [
        Again(case_id, number, bool(changed), on, count) for case_id, number, changed, on, count in rows
    ]
    ids = [one.case_id for one in found]
    record_list(actor, item_kind="case", item_ids=ids, why="looking again at what was left out")
    return found
