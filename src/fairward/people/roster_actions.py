"""Stages a roster that was read, and puts it into effect when a person confirms. It may not do so unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.people import policies
from fairward.people.models import RosterImport
from fairward.people.plan import Answer, Plan
from fairward.people.roll_actions import apply
from fairward.people.roster.results import Roster
from fairward.people.roster_queries import plan_for
from fairward.people.vocabulary import ImportState
from fairward.people.waiting import protect_roster, reveal_roster
from fairward.tenancy.context import as_organisation

WAITS = timedelta(hours=24)


def stage_import(*, by: Actor, roster: Roster, file_digest: str, is_whole_roll: bool) -> UUID:
    """Keep what was read, under the directory key and for a day, until it is confirmed; returns the import's id."""
    policies.check_can_import(by)
    import_id, now = new_id(), timezone.now()
    with as_organisation(by.organisation_id):
        expire_imports(by.organisation_id)
        RosterImport.objects.create(
            organisation_id=by.organisation_id,
            id=import_id,
            format=roster.format,
            file_digest=directory.digest(by.organisation_id, "roster-file", file_digest),
            is_whole_roll=is_whole_roll,
            started_at=now,
            started_by=by.membership_id,
            expires_at=now + WAITS,
            waiting=protect_roster(by.organisation_id, import_id, roster),
        )
        log.record_act(by, act="roster.read", item_kind="roster_import", item_id=import_id)
    return import_id


def expire_imports(organisation_id: UUID) -> int:
    """Forget what was read and not confirmed within its day; also run by a job. Returns how many."""
    return RosterImport.objects.filter(
        organisation_id=organisation_id, state=int(ImportState.WAITING), expires_at__lte=timezone.now()
    ).update(state=int(ImportState.EXPIRED), waiting=b"")


def discard_import(*, by: Actor, import_id: UUID) -> None:
    """Throw away what was read. Nothing was changed."""
    policies.check_can_import(by)
    with as_organisation(by.organisation_id):
        row = _locked(by.organisation_id, import_id)
        policies.check_is_waiting(ImportState(row.state), row.expires_at, timezone.now())
        row.state, row.waiting = int(ImportState.DISCARDED), b""
        row.save(update_fields=["state", "waiting"])
        log.record_act(by, act="roster.discarded", item_kind="roster_import", item_id=import_id)


def apply_import(
    *, by: Actor, import_id: UUID, fingerprint: str, answers: Mapping[str, Answer] | None = None,
    siblings: Collection[str] = (), has_seen_problems: bool = False, accepts_leavers: bool = False,
) -> Plan:  # fmt: skip
    """Put a staged import into effect, all or nothing, and return what was done.

    `fingerprint` is that of the plan that was shown without answers; `siblings` are the keys of the ticked suggestions.
    """
    policies.check_can_import(by)
    with as_organisation(by.organisation_id):
        _one_import_at_a_time(by.organisation_id)
        row = _locked(by.organisation_id, import_id)
        policies.check_is_waiting(ImportState(row.state), row.expires_at, timezone.now())
        roster = reveal_roster(by.organisation_id, import_id, row.waiting)
        policies.check_was_shown(
            plan_for(by.organisation_id, roster, is_whole_roll=row.is_whole_roll), fingerprint
        )
        plan = plan_for(by.organisation_id, roster, is_whole_roll=row.is_whole_roll, answers=answers)
        policies.check_was_read(plan, has_seen_problems=has_seen_problems, accepts_leavers=accepts_leavers)
        apply(by.organisation_id, plan, frozenset(siblings))
        _close(row, plan, by)
        log.record_act(by, act="roster.imported", item_kind="roster_import", item_id=import_id)
    return plan


def _close(row: RosterImport, plan: Plan, by: Actor) -> None:
    row.state, row.waiting = int(ImportState.APPLIED), b""
    row.applied_at, row.applied_by = timezone.now(), by.membership_id
    row.added, row.changed, row.left = len(plan.added), len(plan.changed), len(plan.left)
    row.unchanged = plan.unchanged + len(plan.same)
    undecided = sum(conflict.answer is Answer.LEAVE_OUT for conflict in plan.conflicts)
    row.left_out = len({problem.place for problem in plan.blocked}) + undecided
    row.save()


def _locked(organisation_id: UUID, import_id: UUID) -> RosterImport:
    row = (
        RosterImport.objects.select_for_update().filter(organisation_id=organisation_id, id=import_id).first()
    )
    if row is None:
        raise NotFound("roster import")
    return row


def _one_import_at_a_time(organisation_id: UUID) -> None:
    """Two imports that compare with the same roll would both add the same child."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [organisation_id.int >> 65])
