"""What people decide about entries that fell due: decide, agree, refuse, take back. One act of the log each, atomic."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.files.writing import refresh_file
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Role
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import members
from fairward.retention import deciding
from fairward.retention.hold_policies import check_reason
from fairward.retention.models import ReviewDecision
from fairward.retention.opening import flags_in, open_files
from fairward.retention.review_checking import checked
from fairward.retention.review_policies import (
    DECIDE,
    Decided,
    DueEntry,
    check_opened,
)
from fairward.retention.review_queries import entries_of, opened_lately
from fairward.retention.vocabulary import Choice
from fairward.tenancy.rows import fetch

_LOCK = "SELECT id FROM files_entry WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"


@transaction.atomic
def decide_entries(*, by: Actor, entry_ids: Sequence[UUID], decided: Decided) -> UUID:
    """Decide about these entries with one reason; returns the batch. Nothing that removes is carried out now."""
    check(by, DECIDE)
    fetch(_LOCK, [by.organisation_id, list(entry_ids)])
    found = checked(by, entry_ids, decided)
    batch_id = deciding.write_decisions(by, found.entries, decided, found.seconded, found.files)
    if decided.choice is Choice.KEEP:
        for file_id in {one.file_id for one in found.entries}:
            refresh_file(by, file_id)
    if found.seconded:
        _tell_another(by)
    record_act(
        by, act="review.decided", item_kind="review", item_id=batch_id, subject_id=_subject(found.entries)
    )
    return batch_id


@transaction.atomic
def second_batch(*, by: Actor, batch_id: UUID) -> None:
    """Agree, as another person, with what was decided; where one by one is asked for, after opening each of them."""
    rows = _waiting_for_second(by, batch_id)
    entries = entries_of(by, [row.entry_id for row in rows])
    choice = Choice(rows[0].choice)
    flags = flags_in(by, entries, open_files(by, entries))
    check_opened(entries, choice, flags, opened_lately(by, [one.id for one in entries]), timezone.localdate())
    deciding.second(by, rows)
    _record(by, "review.seconded", batch_id)


@transaction.atomic
def refuse_batch(*, by: Actor, batch_id: UUID, reason: str) -> None:
    """Refuse, as another person, what was decided: the entries wait on the desk again, and whoever decided hears of it."""
    check_reason(reason, "why you refuse")
    rows = _waiting_for_second(by, batch_id)
    deciding.take_back(rows, by, reason)
    something_arrived(by.organisation_id, [rows[0].decided_by])
    _record(by, "review.refused", batch_id)


@transaction.atomic
def withdraw_batch(*, by: Actor, batch_id: UUID, reason: str) -> None:
    """Take back what was decided and not carried out yet. Any lead may: a mistake is nobody's property."""
    check(by, DECIDE)
    check_reason(reason, "why you take it back")
    rows = _standing(by, batch_id)
    if not rows:
        raise Denied("nothing_to_take_back", "All of this was carried out or taken back already.")
    deciding.take_back(rows, by, reason)
    _record(by, "review.withdrawn", batch_id)


def _standing(by: Actor, batch_id: UUID) -> list[ReviewDecision]:
    rows = ReviewDecision.objects.select_for_update().filter(
        organisation_id=by.organisation_id, batch_id=batch_id
    )
    if not rows.exists():
        raise NotFound("review")
    return list(rows.filter(withdrawn_at__isnull=True, carried_out_at__isnull=True).order_by("id"))


def _waiting_for_second(by: Actor, batch_id: UUID) -> list[ReviewDecision]:
    check(by, DECIDE)
    rows = [row for row in _standing(by, batch_id) if row.needs_second and row.second_at is None]
    if not rows:
        raise Denied(
            "nothing_to_agree", "This waits for nobody. Somebody agreed, refused or took it back already."
        )
    if rows[0].decided_by == by.membership_id:
        raise Denied("second_person", "You decided this yourself. Another lead must look at it.")
    return rows


def _tell_another(by: Actor) -> None:
    roles = (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD)
    others = [one.membership_id for role in roles for one in members(by.organisation_id, role=role)]
    something_arrived(by.organisation_id, [one for one in others if one != by.membership_id])


def _subject(entries: Sequence[DueEntry]) -> UUID | None:
    """The child, where it is about one alone."""
    children = {one.child_id for one in entries}
    return children.pop() if len(children) == 1 else None


def _record(by: Actor, act: str, batch_id: UUID) -> None:
    record_act(by, act=act, item_kind="review", item_id=batch_id)
