"""Changing a period of the schedule: one person proposes, another approves, and every date of the class is counted anew."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.retention.models import ScheduleChange
from fairward.retention.own_periods import text_of
from fairward.retention.recomputing import recompute_rule
from fairward.retention.schedule_policies import (
    APPROVE,
    PROPOSE,
    check_can_approve,
    check_can_propose,
    check_period,
    check_reason,
)
from fairward.retention.schedule_queries import CHANGE_TABLE
from fairward.rules.retention import Limit, class_named, schedule

KIND = "schedule_change"
ANSWERED = "Somebody has answered this in the meantime. Look at it again."


@transaction.atomic
def propose_change(
    *, by: Actor, rule_id: str, review: Sequence[Limit], destroy: Sequence[Limit], reason: str
) -> UUID:
    """Propose another period for a class. Nothing is kept by it before another person approves it; returns its id."""
    if rule_id not in {rule.id for rule in schedule()}:
        raise NotFound("class of the schedule")
    rule = class_named(rule_id, timezone.localdate())
    check_can_propose(by, rule)
    check_period(rule, review, destroy)
    check_reason(reason)
    change_id, own = new_id(), by.organisation_id
    ScheduleChange.objects.create(
        organisation_id=own, id=change_id, rule_id=rule.id, review=text_of(review), destroy=text_of(destroy),
        reason=directory.protect(own, CHANGE_TABLE, change_id, reason.strip().encode()),
        proposed_at=timezone.now(), proposed_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="schedule.change_proposed", item_kind=KIND, item_id=change_id)
    return change_id


@transaction.atomic
def approve_change(*, by: Actor, change_id: UUID) -> int:
    """Keep records by the proposed period from now on; returns how many dates became others. Nothing is destroyed by it."""
    row = _locked(by, change_id)
    check_can_approve(by, row.proposed_by)
    if row.approved_at is not None or row.ended_at is not None:
        raise Denied("answered_already", ANSWERED)
    now = timezone.now()
    ScheduleChange.objects.filter(
        organisation_id=by.organisation_id,
        rule_id=row.rule_id,
        approved_at__isnull=False,
        ended_at__isnull=True,
    ).update(ended_at=now, ended_by=by.membership_id)
    row.approved_at, row.approved_by = now, by.membership_id
    row.save(update_fields=["approved_at", "approved_by"])
    changed = recompute_rule(by.organisation_id, row.rule_id)
    record_act(by, act="schedule.change_approved", item_kind=KIND, item_id=change_id)
    return changed


@transaction.atomic
def withdraw_change(*, by: Actor, change_id: UUID) -> None:
    """Take back what one proposed, or refuse what somebody else did."""
    row = _locked(by, change_id)
    check(by, PROPOSE if row.proposed_by == by.membership_id else APPROVE)
    if row.approved_at is not None or row.ended_at is not None:
        raise Denied("answered_already", ANSWERED)
    _end(by, row)
    record_act(by, act="schedule.change_withdrawn", item_kind=KIND, item_id=change_id)


@transaction.atomic
def end_change(*, by: Actor, change_id: UUID) -> int:
    """Go back to the period that ships; returns how many dates became others."""
    check(by, APPROVE)
    row = _locked(by, change_id)
    if row.approved_at is None or row.ended_at is not None:
        raise Denied("answered_already", ANSWERED)
    _end(by, row)
    changed = recompute_rule(by.organisation_id, row.rule_id)
    record_act(by, act="schedule.change_ended", item_kind=KIND, item_id=change_id)
    return changed


def _end(by: Actor, row: ScheduleChange) -> None:
    row.ended_at, row.ended_by = timezone.now(), by.membership_id
    row.save(update_fields=["ended_at", "ended_by"])


def _locked(by: Actor, change_id: UUID) -> ScheduleChange:
    """The change, locked against a second person who answers at the same moment."""
    rows = ScheduleChange.objects.select_for_update().filter(organisation_id=by.organisation_id, id=change_id)
    row = rows.first()
    if row is None:
        raise NotFound("schedule change")
    return row
