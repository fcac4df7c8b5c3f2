"""Reads what was decided and is not over: what waits for a second person, what waits for its day, what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import names_of_members
from fairward.retention import deciding
from fairward.retention.models import ReviewDecision
from fairward.retention.opening import WHY as OPENING
from fairward.retention.opening import open_files
from fairward.retention.review_policies import DECIDE, REMOVING, Summary
from fairward.retention.review_queries import Listed, named_for
from fairward.retention.vocabulary import Choice
from fairward.tenancy.rows import fetch

LATEST = 20
# Needs somebody's keys, so that no job can do it.
IN_SESSION = [int(one) for one in REMOVING if one is not Choice.DESTROY]
_BATCHES = f"""SELECT d.batch_id, min(d.choice), count(*), min(d.decided_at), (array_agg(d.decided_by))[1], max(d.carry_out_on),
  count(*) FILTER (WHERE d.needs_second AND d.second_at IS NULL)
FROM retention_reviewdecision d WHERE d.organisation_id = %s AND d.withdrawn_at IS NULL AND d.carried_out_at IS NULL
GROUP BY d.batch_id ORDER BY 4, 1 LIMIT {LATEST * 10}"""  # noqa: S608 - constants
_READY = """SELECT d.id FROM retention_reviewdecision d
WHERE d.organisation_id = %s AND d.choice = ANY(%s) AND d.carry_out_on <= %s AND d.withdrawn_at IS NULL
AND d.carried_out_at IS NULL AND (NOT d.needs_second OR d.second_at IS NOT NULL) ORDER BY d.decided_at, d.id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch that is not over. `for_second`: how many of it wait for a second person."""

    batch_id: UUID
    choice: Choice
    entries: int
    decided_at: datetime
    decided_by: str
    is_own: bool
    carry_out_on: date | None
    for_second: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A decision with its entries, for whoever judges or takes it back. Entries that are gone are counted, not listed."""

    id: UUID
    choice: Choice
    reason: str
    keep_until: date | None
    decided_at: datetime
    decided_by: str
    is_own: bool
    second_by: str
    second_at: datetime | None
    carry_out_on: date | None
    rows: Sequence[Listed]
    total: int
    for_second: int
    standing: int
    carried_out: int
    taken_back: int
    taken_back_by: str
    taken_back_because: str
    keeps_attachments: bool
    summary: Summary | None


def waiting_for(actor: Actor, why: str) -> list[Waiting]:
    """Every batch that is not over, oldest first. The look is logged."""
    check(actor, DECIDE)
    rows = fetch(_BATCHES, [actor.organisation_id])
    record_list(actor, item_kind="review", item_ids=[row[0] for row in rows], why=why)
    names = names_of_members(actor.organisation_id, [row[4] for row in rows])
    return [
        Waiting(
            row[0], Choice(row[1]), row[2], row[3], names[row[4]].name if row[4] in names else "",
            row[4] == actor.membership_id, row[5], row[6],
        )
        for row in rows
    ]  # fmt: skip


def batch_for(actor: Actor, batch_id: UUID, why: str) -> Batch:
    """One batch with its entries and, if one waits in it, the summary that is to stay."""
    check(actor, DECIDE)
    rows = list(
        ReviewDecision.objects.filter(organisation_id=actor.organisation_id, batch_id=batch_id).order_by("id")
    )
    if not rows:
        raise NotFound("review")
    there = _there(actor.organisation_id, [row.entry_id for row in rows])
    listed = named_for(actor, there, why)
    people = [one for row in rows for one in (row.decided_by, row.second_by, row.withdrawn_by) if one]
    names = {key: one.name for key, one in names_of_members(actor.organisation_id, people).items()}
    first = rows[0]
    back = next((row for row in rows if row.withdrawn_at), None)
    standing = [row for row in rows if row.withdrawn_at is None and row.carried_out_at is None]
    return Batch(
        batch_id, Choice(first.choice), deciding.reason_of(first), first.keep_until, first.decided_at,
        names.get(first.decided_by, ""), first.decided_by == actor.membership_id,
        names.get(first.second_by, "") if first.second_by else "", first.second_at,
        max((row.carry_out_on for row in rows if row.carry_out_on), default=None), listed, len(rows),
        sum(row.needs_second and row.second_at is None for row in standing), len(standing),
        sum(row.carried_out_at is not None for row in rows), sum(row.withdrawn_at is not None for row in rows),
        (names.get(back.withdrawn_by, "") if back.withdrawn_by else "Fairward itself") if back else "",
        deciding.why_taken_back(back) if back else "", first.keeps_attachments, _summary(actor, first, listed),
    )  # fmt: skip


def ready_ids(organisation_id: UUID, today: date | None = None, most: int = 100_000) -> list[UUID]:
    """Decisions whose day has come and that need somebody's keys: reductions and moves."""
    day = today or timezone.localdate()
    return [row[0] for row in fetch(_READY, [organisation_id, IN_SESSION, day, most])]


def destructions_due(organisation_id: UUID, today: date, most: int = 10_000) -> list[UUID]:
    """Decisions to destroy whose day has come."""
    return [row[0] for row in fetch(_READY, [organisation_id, [int(Choice.DESTROY)], today, most])]


def _there(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    asked = (
        "SELECT id FROM files_entry WHERE organisation_id = %s AND id = ANY(%s) AND about_entry_id IS NULL"
    )
    return [row[0] for row in fetch(asked, [organisation_id, list(entry_ids)])]


def _summary(actor: Actor, row: ReviewDecision, listed: Sequence[Listed]) -> Summary | None:
    if not row.summary or not listed or actor.unlocked is None:
        return None
    entry = listed[0].entry
    return deciding.summary_of(actor, row, open_files(actor, [entry])[entry.id], OPENING)
