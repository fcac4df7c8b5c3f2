"""Reads what the dates of entries count from, and says what the schedule answers for them today. It may not write.

Only plain columns and the date of birth are used: what an entry says lies sealed, and its class is on the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.kernel.vocabulary import Purpose
from fairward.people.queries import births_of
from fairward.retention.own_periods import overrides_of
from fairward.retention.vocabulary import Choice
from fairward.rules import records
from fairward.rules.retention import (
    Facts,
    Kept,
    Override,
    as_sent_on,
    explain_as,
    left_here,
    schedule,
    unknowns,
)
from fairward.tenancy.rows import fetch

BATCH = 500
# Whatever somebody decided about an entry that is still here, they looked at it then: kept it, or moved it to another file.
# Something about another entry is kept as that one is. If that one is gone it counts for itself.
_HEADS = f"""
SELECT e.id, e.file_id, f.child_id, f.purpose, e.rule_id, e.kept_because, e.review_on, e.destroy_on, e.recorded_at,
       e.decided_at, e.review_chosen_on, c.left_on, k.kept_at, k.keep_until, s.transferred_on, s.was_sent
FROM files_entry e
LEFT JOIN retention_senton s ON s.organisation_id = e.organisation_id AND s.entry_id = e.id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
LEFT JOIN people_child c ON c.organisation_id = f.organisation_id AND c.id = f.child_id
LEFT JOIN LATERAL (
  SELECT d.carried_out_at AS kept_at, CASE WHEN d.choice = {int(Choice.KEEP)} THEN d.keep_until END AS keep_until
  FROM retention_reviewdecision d
  WHERE d.organisation_id = e.organisation_id AND d.entry_id = e.id AND d.carried_out_at IS NOT NULL
    AND d.withdrawn_at IS NULL
  ORDER BY d.carried_out_at DESC LIMIT 1) k ON true
WHERE e.organisation_id = %s AND e.file_id = ANY(%s) AND (e.about_entry_id IS NULL OR NOT EXISTS (
  SELECT 1 FROM files_entry p WHERE p.organisation_id = e.organisation_id AND p.id = e.about_entry_id))
ORDER BY e.id
"""  # noqa: S608 - a number


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry as its row stands and as the schedule counts it now."""

    entry_id: UUID
    file_id: UUID
    rule_id: str
    because: str
    review_on: date
    destroy_on: date
    now: Kept

    @property
    def is_changed(self) -> bool:
        """Whether the row says anything else than the schedule."""
        stands = (self.rule_id, self.because, self.review_on, self.destroy_on)
        return stands != (self.now.rule_id, self.now.because, self.now.review_on, self.now.destroy_on)


def counted(
    organisation_id: UUID, file_ids: Sequence[UUID], today: date, overrides: Sequence[Override] | None = None
) -> Iterator[Counted]:
    """Every entry of these files that has dates of its own, counted anew; `overrides`: instead of those that stand."""
    own = overrides_of(organisation_id) if overrides is None else overrides
    for first in range(0, len(file_ids), BATCH):
        rows = fetch(_HEADS, [organisation_id, list(file_ids[first : first + BATCH])])
        born = births_of(organisation_id, {row[2] for row in rows})
        for row in rows:
            kept = _kept(row, _facts(row, born.get(row[2])), today, own)
            yield Counted(row[0], row[1], row[4], row[5], row[6], row[7], kept)


def _kept(row: tuple[Any, ...], facts: Facts, today: date, overrides: Sequence[Override]) -> Kept:
    """As the schedule says for the entry's class; for one of a file that the next school has, as for what was sent on."""
    rule_id, transferred_on, was_sent = row[4], row[14], row[15]
    if transferred_on is None:
        return explain_as(rule_id, Purpose(row[3]), facts, today=today, overrides=overrides)
    if was_sent:
        sent = replace(facts, transferred_on=transferred_on)
        return explain_as(as_sent_on(rule_id, today), Purpose(row[3]), sent, today=today, overrides=overrides)
    kept = explain_as(rule_id, Purpose(row[3]), facts, today=today, overrides=overrides)
    is_looked_at = facts.reviewed_on is not None and facts.reviewed_on >= transferred_on
    return kept if is_looked_at else left_here(kept, transferred_on)


def _facts(row: tuple[object, ...], born_on: date | None) -> Facts:
    review_on, recorded_at, decided_at, chosen_on, left_on, kept_at, keep_until = row[6], *row[8:14]
    decided_on = decided_at.date() if decided_at else None  # type: ignore[attr-defined]
    # A row from before the choice was remembered: what it says is taken for the choice, so that nothing is put off.
    chosen = (chosen_on or review_on) if decided_on else None
    if kept_at is not None and (decided_at is None or kept_at >= decided_at):  # type: ignore[operator]
        chosen = None  # looked at since: what was chosen before has been done
    return Facts(
        recorded_at.date(), born_on, left_on, decided_on,  # type: ignore[attr-defined,arg-type]
        reviewed_on=timezone.localtime(kept_at).date() if kept_at else None,  # type: ignore[arg-type]
        kept_until=keep_until, chosen_on=chosen,  # type: ignore[arg-type]
    )  # fmt: skip


def last_days(organisation_id: UUID, rule_id: str, recorded: Iterable[date]) -> dict[date, tuple[date, date]]:
    """Of things of a class that counts from the day they were recorded: that day -> (looked at, destroyed)."""
    own, today = overrides_of(organisation_id), timezone.localdate()
    found = {day: explain_as(rule_id, "any", Facts(day), today=today, overrides=own) for day in set(recorded)}
    return {day: (kept.review_on, kept.destroy_on) for day, kept in found.items()}


def periods_print(organisation_id: UUID, today: date) -> str:
    """A fingerprint of every period that counts for the organisation today: shipped, fallen back on, its own."""
    own = "|".join(map(repr, overrides_of(organisation_id)))
    return hashlib.sha256(f"{_shipped(today)}|{own}".encode()).hexdigest()


@lru_cache(maxsize=8)
def _shipped(today: date) -> str:
    return "|".join(
        map(
            repr, [*records.in_force(schedule(), today), *unknowns(), records.load("retention")["keep_again"]]
        )
    )
