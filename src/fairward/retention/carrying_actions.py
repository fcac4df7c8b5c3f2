"""Carries out what was decided, on its day and not before: destruction by night, reductions and moves with a lead's keys.

Each decision is looked at once more. Where a hold came meanwhile, or somebody wrote to the entry, it is taken back and the
entry waits on the desk again: nothing goes that nobody has seen as it is now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act, record_job
from fairward.kernel.actor import Actor
from fairward.organisations.queries import member
from fairward.retention import deciding, engine
from fairward.retention.batch_queries import destructions_due, ready_ids
from fairward.retention.groups import not_held, together
from fairward.retention.holding import no_hold_comes
from fairward.retention.models import ReviewDecision
from fairward.retention.moving import let_go, move_down
from fairward.retention.opening import WHY, open_files
from fairward.retention.reducing import reduce_entry
from fairward.retention.review_policies import DECIDE, DueEntry
from fairward.retention.review_queries import entries_of
from fairward.retention.vocabulary import Choice, ItemKind, WhyDestroyed
from fairward.tenancy.context import as_organisation
from fairward.tenancy.rows import fetch

STEP = 25
LET_GO_WITHIN = timedelta(days=7)
HELD = "A hold came before the day on which this was to be carried out."
CHANGED = "Somebody wrote to the entry after this was decided. Look at it again."
UNREAD = "The family added something that nobody has read yet. Read it first."
# Something was written to an entry, or about it, after a decision.
_CHANGED = """
SELECT d.id FROM retention_reviewdecision d WHERE d.organisation_id = %(own)s AND d.id = ANY(%(ids)s) AND (
  EXISTS (SELECT 1 FROM files_entryversion v WHERE v.organisation_id = d.organisation_id AND v.entry_id = d.entry_id
    AND v.made_at > d.decided_at)
  OR EXISTS (SELECT 1 FROM files_annotation a WHERE a.organisation_id = d.organisation_id AND a.entry_id = d.entry_id
    AND a.made_at > d.decided_at)
  OR EXISTS (SELECT 1 FROM files_entry e WHERE e.organisation_id = d.organisation_id AND e.about_entry_id = d.entry_id
    AND e.recorded_at > d.decided_at)
  OR EXISTS (SELECT 1 FROM files_entry e WHERE e.organisation_id = d.organisation_id AND e.id = d.entry_id
    AND e.decided_at > d.decided_at))
"""
_CLASSES = "SELECT id, rule_id FROM files_entry WHERE organisation_id = %s AND id = ANY(%s)"
_UNREAD = "SELECT 1 FROM rights_myside WHERE organisation_id = %s AND entry_id = ANY(%s) AND read_at IS NULL LIMIT 1"


def carry_out_destructions(organisation_id: UUID, today: date | None = None) -> int:
    """By night: order what was decided to be destroyed and whose day has come, and carry the orders out; returns how many.

    Call it outside any transaction.
    """
    with as_organisation(organisation_id):
        ordered = _order_due(organisation_id, today or timezone.localdate())
    _finish(organisation_id)
    return ordered


@transaction.atomic
def _order_due(organisation_id: UUID, today: date) -> int:
    no_hold_comes(organisation_id)
    rows = _locked(organisation_id, destructions_due(organisation_id, today))
    if not rows:
        return 0
    going = _still_wanted(organisation_id, rows)
    classes = dict(fetch(_CLASSES, [organisation_id, [row.entry_id for row in going]]))
    alike = sorted(going, key=lambda row: (_who(row), classes.get(row.entry_id, "")))
    for (_, rule_id), some in groupby(alike, key=lambda row: (_who(row), classes.get(row.entry_id, ""))):
        own = list(some)
        engine.order(
            _decider(own[0]), organisation_id=organisation_id, kind=ItemKind.ENTRY,
            item_ids=[row.entry_id for row in own], rule_id=rule_id, why=WhyDestroyed.DECIDED, second_by=own[0].second_by,
        )  # fmt: skip
    deciding.carried_out(going)
    record_job(organisation_id, act="review.carried_out", item_kind="organisation", item_id=organisation_id)
    return len(going)


@transaction.atomic
def carry_out_step(*, by: Actor, today: date | None = None) -> int:
    """With a lead's keys: the next reductions and moves whose day has come; returns how many remain."""
    check(by, DECIDE)
    organisation_id = by.organisation_id
    no_hold_comes(organisation_id)
    rows = _locked(organisation_id, ready_ids(organisation_id, today, STEP))
    for row in _still_wanted(organisation_id, rows):
        _carry_out_one(by, row)

    def finish() -> None:  # with a name: Django writes it into the log when it fails
        _finish(organisation_id)

    transaction.on_commit(finish, robust=True)
    record_act(by, act="review.carried_out", item_kind="organisation", item_id=organisation_id)
    return len(ready_ids(organisation_id, today))


def _finish(organisation_id: UUID) -> None:
    """What begins once the rows are committed: old words go, and what was moved opens with the old file no more."""
    engine.carry_out(organisation_id)
    with as_organisation(organisation_id):
        let_go(organisation_id, timezone.now() - LET_GO_WITHIN)


def _carry_out_one(by: Actor, row: ReviewDecision) -> None:
    entry = entries_of(by, [row.entry_id])[0]
    file = open_files(by, [entry])[entry.id]
    if row.choice == int(Choice.MOVE_DOWN):
        ids = together(by.organisation_id, [entry.id]).ids
        if fetch(_UNREAD, [by.organisation_id, ids]):
            deciding.take_back([row], None, UNREAD)
            return
        move_down(by, file, entry, ids, deciding.reason_of(row))
    else:
        if not _ordered(by, row, entry):
            deciding.take_back([row], None, HELD)
            return
        summary = deciding.summary_of(by, row, file, WHY)
        reduce_entry(by, file, entry, summary, keeps_attachments=row.keeps_attachments)
    deciding.carried_out([row])


def _ordered(by: Actor, row: ReviewDecision, entry: DueEntry) -> bool:
    order = engine.order(
        _decider(row), organisation_id=by.organisation_id, kind=ItemKind.ENTRY, item_ids=[entry.id],
        rule_id=entry.rule_id, why=WhyDestroyed.REDUCED, second_by=row.second_by,
    )  # fmt: skip
    return order is not None


def _locked(organisation_id: UUID, ids: Sequence[UUID]) -> list[ReviewDecision]:
    rows = ReviewDecision.objects.select_for_update().filter(
        organisation_id=organisation_id,
        id__in=list(ids),
        withdrawn_at__isnull=True,
        carried_out_at__isnull=True,
    )
    return list(rows.order_by("decided_at", "id"))


def _still_wanted(organisation_id: UUID, rows: Sequence[ReviewDecision]) -> list[ReviewDecision]:
    """Those that nothing stands against. The others are taken back, and their entries wait for people again."""
    changed = {row[0] for row in fetch(_CHANGED, {"own": organisation_id, "ids": [row.id for row in rows]})}
    free = set(not_held(organisation_id, together(organisation_id, [row.entry_id for row in rows])))
    held = [row for row in rows if row.entry_id not in free]
    deciding.take_back(held, None, HELD)
    deciding.take_back([row for row in rows if row.id in changed and row not in held], None, CHANGED)
    return [row for row in rows if row.entry_id in free and row.id not in changed]


def _who(row: ReviewDecision) -> tuple[str, str]:
    return str(row.decided_by), str(row.second_by or "")


def _decider(row: ReviewDecision) -> Actor:
    """Whoever decided, for the certificate: whoever or whatever carries it out decides nothing."""
    who = member(row.organisation_id, row.decided_by)
    return Actor(row.organisation_id, who.membership_id, who.account_id, who.role)
