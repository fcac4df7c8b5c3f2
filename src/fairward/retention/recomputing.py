"""Counts dates anew when a day they count from becomes known or changes, and writes what is different.

It destroys nothing, opens nothing and logs nothing of its own when a person's act calls it: that act is on the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.retention.counting import BATCH, Counted, counted, periods_print
from fairward.rules.retention import SENT_ON
from fairward.tenancy.rows import fetch

# What is about another entry is about nothing else: the chain is short, and a ring in it ends here.
_LONGEST_CHAIN = 5
_WRITE = """
UPDATE files_entry e SET rule_id = n.rule_id, kept_because = n.because, review_on = n.review_on, destroy_on = n.destroy_on
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::date[], %s::date[]) AS n (id, rule_id, because, review_on, destroy_on)
WHERE e.organisation_id = %s AND e.id = n.id
"""
# The class that an entry which was sent on has of its own: whoever decided it anew since gave it another.
_OWN_CLASS = """
UPDATE retention_senton s SET rule_before = e.rule_id FROM files_entry e
WHERE s.organisation_id = %s AND e.organisation_id = s.organisation_id AND e.id = s.entry_id AND e.file_id = ANY(%s)
  AND e.rule_id <> %s AND s.rule_before <> e.rule_id
"""
_FOLLOW = """
UPDATE files_entry e
SET rule_id = p.rule_id, kept_because = p.kept_because, review_on = p.review_on, destroy_on = p.destroy_on
FROM files_entry p
WHERE e.organisation_id = %s AND e.file_id = ANY(%s) AND p.organisation_id = e.organisation_id
  AND p.id = e.about_entry_id
  AND (e.rule_id, e.kept_because, e.review_on, e.destroy_on)
      IS DISTINCT FROM (p.rule_id, p.kept_because, p.review_on, p.destroy_on)
RETURNING e.id
"""
_FILES = """
UPDATE files_file f
SET rule_id = last.rule_id, kept_because = last.kept_because, destroy_on = last.destroy_on, review_on = first.review_on
FROM (SELECT DISTINCT ON (file_id) file_id, rule_id, kept_because, destroy_on FROM files_entry
      WHERE organisation_id = %(own)s AND file_id = ANY(%(files)s) ORDER BY file_id, destroy_on DESC, id) last,
     (SELECT file_id, min(review_on) AS review_on FROM files_entry
      WHERE organisation_id = %(own)s AND file_id = ANY(%(files)s) GROUP BY file_id) first
WHERE f.organisation_id = %(own)s AND f.id = last.file_id AND f.id = first.file_id
"""
# The sealed identity stands for the date of birth in it: nobody opens it to see that it is the same as before.
_PRINT = """substr(sha256(coalesce(c.identity, ''::bytea)
  || convert_to(coalesce((c.left_on - date '2000-01-01')::text, '') || %(periods)s, 'UTF8')), 1, 16)"""
_STALE = f"""
SELECT f.id FROM files_file f LEFT JOIN people_child c ON c.organisation_id = f.organisation_id AND c.id = f.child_id
WHERE f.organisation_id = %(own)s AND (%(children)s::uuid[] IS NULL OR f.child_id = ANY(%(children)s))
  AND f.counted_from IS DISTINCT FROM {_PRINT} ORDER BY f.id
"""  # noqa: S608 - constants
_FRESH = f"""
UPDATE files_file f SET counted_from = {_PRINT}
FROM files_file o LEFT JOIN people_child c ON c.organisation_id = o.organisation_id AND c.id = o.child_id
WHERE o.organisation_id = %(own)s AND o.id = ANY(%(files)s) AND f.organisation_id = o.organisation_id AND f.id = o.id
"""  # noqa: S608 - constants
_FILES_OF = "SELECT DISTINCT file_id FROM files_entry WHERE organisation_id = %s AND id = ANY(%s)"
_FILES_BY_RULE = "SELECT DISTINCT file_id FROM files_entry WHERE organisation_id = %s AND rule_id = %s"


def recompute_entries(organisation_id: UUID, entry_ids: Iterable[UUID]) -> int:
    """After somebody looked at these and wrote why they are kept, or took that back; returns how many rows changed."""
    return recompute_files(organisation_id, _ids(_FILES_OF, [organisation_id, list(entry_ids)]))


def recompute_rule(organisation_id: UUID, rule_id: str) -> int:
    """After the period of a class was changed; returns how many rows changed."""
    changed = recompute_files(organisation_id, files_with_rule(organisation_id, rule_id))
    return changed + _count_others(organisation_id)


def files_with_rule(organisation_id: UUID, rule_id: str) -> list[UUID]:
    """The files with an entry of this class."""
    return _ids(_FILES_BY_RULE, [organisation_id, rule_id])


def days_changed(organisation_id: UUID, child_ids: Iterable[UUID]) -> int:
    """After a date of birth was corrected or became known, or a child left or came back; returns how many rows changed."""
    return recompute_files(organisation_id, _stale(organisation_id, list(child_ids)))


def recompute_stale(organisation_id: UUID) -> int:
    """The files whose days or periods are others than those they were counted from; returns how many rows changed."""
    return recompute_files(organisation_id, _stale(organisation_id, None)) + _count_others(organisation_id)


@transaction.atomic
def recompute_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> int:
    """Count every entry of these files anew and write what is different; returns how many entries changed."""
    changed = 0
    for first in range(0, len(file_ids), BATCH):
        changed += _recompute_batch(organisation_id, list(file_ids[first : first + BATCH]))
    return changed


def _recompute_batch(organisation_id: UUID, file_ids: list[UUID]) -> int:
    today = timezone.localdate()
    different = [one for one in counted(organisation_id, file_ids, today) if one.is_changed]
    changed = {one.entry_id for one in different}
    with connection.cursor() as cursor:
        cursor.execute(_OWN_CLASS, [organisation_id, file_ids, SENT_ON])
        if different:
            cursor.execute(_WRITE, [*_columns(different), organisation_id])
        changed |= _follow(organisation_id, file_ids)
        if changed:
            cursor.execute(_FILES, {"own": organisation_id, "files": file_ids})
        periods = periods_print(organisation_id, today)
        cursor.execute(_FRESH, {"own": organisation_id, "files": file_ids, "periods": periods})
    if changed:
        _count_with(organisation_id, list(changed))
    return len(changed)


def _columns(rows: Sequence[Counted]) -> list[list[object]]:
    return [
        [one.entry_id for one in rows], [one.now.rule_id for one in rows], [one.now.because for one in rows],
        [one.now.review_on for one in rows], [one.now.destroy_on for one in rows],
    ]  # fmt: skip


def _follow(organisation_id: UUID, file_ids: list[UUID]) -> set[UUID]:
    """Actions and decisions about an entry are kept as long as it is, for the same reason."""
    followed: set[UUID] = set()
    for _ in range(_LONGEST_CHAIN):
        moved = _ids(_FOLLOW, [organisation_id, file_ids])
        if not moved:
            break
        followed.update(moved)
    return followed


def _count_with(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Rooms that keep something as long as an entry count theirs."""
    for name in settings.FAIRWARD_COUNT_WITH_ENTRIES:
        import_string(name)(organisation_id, entry_ids)


def _count_others(organisation_id: UUID) -> int:
    """Rooms that keep something by the schedule, apart from entries, count theirs; returns how many rows changed."""
    return sum(import_string(name)(organisation_id) for name in settings.FAIRWARD_COUNT_BY_SCHEDULE)


def _stale(organisation_id: UUID, child_ids: list[UUID] | None) -> list[UUID]:
    periods = periods_print(organisation_id, timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(_STALE, {"own": organisation_id, "children": child_ids, "periods": periods})
        return [row[0] for row in cursor.fetchall()]


def _ids(sql: str, parameters: list[object]) -> list[UUID]:
    return [row[0] for row in fetch(sql, parameters)]
