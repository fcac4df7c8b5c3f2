"""What is due to be looked at again: counts and pages of rows, in time proportional to what is due and not to what is kept.

It may not open anything: only plain columns are read. Nothing about another entry is listed by itself: it goes with that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fairward.kernel.vocabulary import EntryKind, EntryState, Outcome, Purpose
from fairward.retention.review_policies import DueEntry
from fairward.tenancy.rows import fetch

PAGE = 50
# A decision about it waits for its second person or its day.
SETTLED = """
EXISTS (SELECT 1 FROM retention_reviewdecision d WHERE d.organisation_id = e.organisation_id AND d.entry_id = e.id
        AND d.withdrawn_at IS NULL AND d.carried_out_at IS NULL)
"""
# What is put away, because it was recorded with the wrong child, is destroyed as soon as no hold freezes it.
THERE = f"e.about_entry_id IS NULL AND e.state <> {int(EntryState.PUT_AWAY)}"
ENTRIES = "FROM files_entry e JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id"
COLUMNS = (
    "e.id, e.file_id, f.child_id, f.purpose, e.rule_id, e.outcome, e.kind, e.occurred_at, e.recorded_at, e.review_on, "
    "e.destroy_on, e.version, e.kept_because"
)
# What must go is past its review date too (a constraint of the table), so one index finds both.
DUE = (
    f"{ENTRIES} WHERE e.organisation_id = %(own)s AND {THERE} AND e.review_on <= %(on)s "
    "AND (%(purposes)s::smallint[] IS NULL OR f.purpose = ANY(%(purposes)s))"
)
_ROWS = f"""
SELECT {COLUMNS}, {SETTLED} AS is_decided {DUE} AND (e.review_on, e.id) > (%(after_on)s, %(after_id)s)
  AND (%(rules)s::text[] IS NULL OR e.rule_id = ANY(%(rules)s))
ORDER BY e.review_on, e.id LIMIT %(limit)s
"""
_GROUPS = f"""
SELECT f.purpose, e.rule_id, e.outcome, count(*), count(*) FILTER (WHERE e.destroy_on <= %(on)s),
       count(*) FILTER (WHERE {SETTLED}),
       min(e.review_on), min(e.destroy_on)
{DUE} GROUP BY f.purpose, e.rule_id, e.outcome ORDER BY min(e.destroy_on), f.purpose, e.rule_id, e.outcome
"""
_FIRST = (date.min, UUID(int=0))


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Alike ones: purpose, class and outcome are the same. `past_last_day`: how many should have gone by now."""

    purpose: Purpose
    rule_id: str
    outcome: Outcome | None
    entries: int
    past_last_day: int
    decided: int
    first_review_on: date
    first_destroy_on: date


@dataclass(frozen=True, slots=True)
class DuePage:
    """One page of rows; `next_after` is what the following page is asked with, None on the last."""

    entries: list[DueEntry]
    next_after: tuple[date, UUID] | None


def due(
    organisation_id: UUID,
    on: date,
    *,
    after: tuple[date, UUID] | None = None,
    limit: int = PAGE,
    rule_ids: Sequence[str] | None = None,
    purposes: Sequence[Purpose] | None = None,
) -> DuePage:
    """What is due on a day, longest due first, from behind `after` (review date and id of the last row seen) on."""
    after_on, after_id = after or _FIRST
    rows = fetch(
        _ROWS,
        {
            "own": organisation_id, "on": on, "after_on": after_on, "after_id": after_id, "limit": limit + 1,
            "rules": list(rule_ids) if rule_ids is not None else None, "purposes": _numbers(purposes),
        },
    )  # fmt: skip
    found = [entry_of(row) for row in rows[:limit]]
    return DuePage(found, (found[-1].review_on, found[-1].id) if len(rows) > limit else None)


def due_groups(
    organisation_id: UUID, on: date, *, purposes: Sequence[Purpose] | None = None
) -> list[DueGroup]:
    """How many are due on a day, alike ones together, first those whose last day comes first."""
    rows = fetch(_GROUPS, {"own": organisation_id, "on": on, "purposes": _numbers(purposes)})
    return [DueGroup(Purpose(row[0]), row[1], Outcome(row[2]) if row[2] else None, *row[3:8]) for row in rows]


def entry_of(row: tuple[Any, ...]) -> DueEntry:
    """A row of `COLUMNS`, and whether it is decided if that was asked."""
    id_, file_id, child_id, purpose, rule_id, outcome, kind, *rest = row
    return DueEntry(
        id_, file_id, child_id, Purpose(purpose), rule_id, Outcome(outcome) if outcome else None, EntryKind(kind), *rest
    )  # fmt: skip


def _numbers(purposes: Sequence[Purpose] | None) -> list[int] | None:
    return [int(one) for one in purposes] if purposes is not None else None
