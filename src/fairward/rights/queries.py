"""Reads audience decisions. It may not show content: it answers who may see which entry, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.overdue_queries import Lack, overdue_decisions
from fairward.rights.vocabulary import Step
from fairward.tenancy.rows import fetch

_COUNTS = f"""SELECT count(*) FILTER (WHERE decision = {int(FamilyDecision.SHARE_NOW)} AND talked_on IS NULL),
count(*) FILTER (WHERE talked_on IS NOT NULL OR decision = {int(FamilyDecision.SHARE_AFTER_TALK)}),
count(*) FILTER (WHERE decision = {int(FamilyDecision.NOT_THEIRS)})
FROM rights_audiencedecision WHERE organisation_id = %s AND decided_at >= %s AND ended_at IS NULL"""  # noqa: S608
_HELD = f"""SELECT ground, count(*) FROM rights_audiencedecision WHERE organisation_id = %s AND decided_at >= %s
AND ended_at IS NULL AND decision = {int(FamilyDecision.HOLD_BACK)} GROUP BY ground ORDER BY ground"""  # noqa: S608
_DAYS = """SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM (
SELECT extract(epoch FROM min(d.decided_at) - e.recorded_at) / 86400 AS days FROM rights_audiencedecision d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
WHERE d.organisation_id = %s AND d.decided_at >= %s GROUP BY e.id, e.recorded_at) each_entry"""
_STANDING = (
    "SELECT entry_id, person_id, decision, ground, review_on, talk_by FROM rights_audiencedecision "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) AND ended_at IS NULL ORDER BY decided_at, id"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands for one person about one entry."""

    person_id: UUID
    decision: FamilyDecision
    ground: str
    review_on: date | None
    talk_by: date | None


@dataclass(frozen=True, slots=True)
class MonitorCounts:
    """How an organisation decides what families see, since a day: counts without children. `held_back`: by ground."""

    shared: int
    after_talk: int
    held_back: dict[str, int]
    not_theirs: int
    undecided: int
    overdue: int
    median_days: float | None


def monitor_counts(organisation_id: UUID, since: datetime) -> MonitorCounts:
    """Counts for the monitors; whoever shows them hides small numbers."""
    own = [organisation_id, since]
    shared, after_talk, not_theirs = fetch(_COUNTS, own)[0]
    overdue = overdue_decisions(organisation_id)
    days = fetch(_DAYS, own)[0][0]
    return MonitorCounts(
        shared, after_talk, dict(fetch(_HELD, own)), not_theirs,
        sum(one.lack is Lack.DECISION for one in overdue), sum(one.step is not Step.LEAD for one in overdue),
        None if days is None else float(days),
    )  # fmt: skip


def decisions_of(organisation_id: UUID, entry_ids: Iterable[UUID]) -> dict[UUID, list[Standing]]:
    """Entry id -> the decisions that stand."""
    found: dict[UUID, list[Standing]] = defaultdict(list)
    for row in fetch(_STANDING, [organisation_id, list(entry_ids)]):
        found[row[0]].append(Standing(row[1], FamilyDecision(row[2]), *row[3:]))
    return found
