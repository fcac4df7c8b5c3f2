"""Our copy of what the next school has confirmed: kept as what was sent on, until the child is on the roll again.

It destroys nothing and logs no act of its own: whoever calls it has written one. What a hold freezes is left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from fairward.kernel.ids import new_id
from fairward.retention.holding import frozen
from fairward.retention.recomputing import recompute_entries
from fairward.rules.retention import SENT_ON

# What was left here at first and went later was sent; never the other way round.
_MARK = """
INSERT INTO retention_senton (organisation_id, id, entry_id, transferred_on, was_sent, rule_before)
SELECT e.organisation_id, n.id, e.id, %(on)s, n.was_sent, e.rule_id
FROM unnest(%(ids)s::uuid[], %(entries)s::uuid[], %(sent)s::bool[]) AS n (id, entry_id, was_sent)
JOIN files_entry e ON e.organisation_id = %(own)s AND e.id = n.entry_id
ON CONFLICT (organisation_id, entry_id) DO UPDATE SET was_sent = true, transferred_on = excluded.transferred_on
WHERE excluded.was_sent AND NOT retention_senton.was_sent
RETURNING entry_id
"""
_TAKE_BACK = """
DELETE FROM retention_senton s USING files_entry e, files_file f
WHERE s.organisation_id = %s AND f.child_id = ANY(%s) AND e.organisation_id = s.organisation_id AND e.id = s.entry_id
  AND f.organisation_id = e.organisation_id AND f.id = e.file_id
RETURNING s.entry_id, s.rule_before
"""
_CLASS_AGAIN = """
UPDATE files_entry e SET rule_id = n.rule_id FROM unnest(%s::uuid[], %s::text[]) AS n (id, rule_id)
WHERE e.organisation_id = %s AND e.id = n.id AND e.rule_id = %s
"""


@transaction.atomic
def mark_sent_on(
    organisation_id: UUID, on: date, *, sent: Collection[UUID], left: Collection[UUID] = ()
) -> int:
    """The next school has what was `sent` since that day; what was `left` here of the same file is looked at.

    Asking twice changes nothing. Returns how many entries were marked now.
    """
    wanted = {**dict.fromkeys(left, False), **dict.fromkeys(sent, True)}
    held = frozen(organisation_id, wanted)
    entries = [one for one in wanted if one not in held]
    if not entries:
        return 0
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "own": organisation_id, "on": on, "entries": entries, "ids": [new_id() for _ in entries],
            "sent": [wanted[one] for one in entries],
        }  # fmt: skip
        cursor.execute(_MARK, values)
        marked = [row[0] for row in cursor.fetchall()]
    recompute_entries(organisation_id, marked)
    return len(marked)


@transaction.atomic
def take_back(organisation_id: UUID, child_ids: Iterable[UUID]) -> int:
    """These children are on the roll again: their entries are kept by their own classes. Returns how many were sent on."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [organisation_id, list(child_ids)])
        found: Sequence[tuple[UUID, str]] = cursor.fetchall()
        if not found:
            return 0
        entries, classes = [row[0] for row in found], [row[1] for row in found]
        cursor.execute(_CLASS_AGAIN, [entries, classes, organisation_id, SENT_ON])
    recompute_entries(organisation_id, entries)
    return len(found)
