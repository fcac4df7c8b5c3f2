"""Follows what was sent: notes that it went and that a receipt came, keeps the index, ends what is done. No person acts here.

It sends nothing, not even again: a receipt that does not come is a reminder, and asking is a person's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.exchange.travel.sending_queries import accepted_at
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import EntryState
from fairward.keys.records import destroy_records
from fairward.retention.sent_on import mark_sent_on
from fairward.rules.calendars import add_months
from fairward.rules.clocks import Calendars
from fairward.school.transfers.asking import ask_about_files
from fairward.school.transfers.clock import calendars_of, chase_at, columns_of
from fairward.school.transfers.content import protect_receipt
from fairward.school.transfers.deciding import decide, strays
from fairward.school.transfers.models import IndexLine, Transfer, TransferPart
from fairward.school.transfers.policies import ANEW
from fairward.school.transfers.row_queries import PartRow, TransferRow, with_states
from fairward.school.transfers.vocabulary import Ended, PartDecision, PartStanding
from fairward.school.transfers.workflow import is_settled
from fairward.tenancy.rows import fetch

KEPT_MONTHS = 12  # the index and the receipt: as the class `sent-on` of the schedule says
_INDEX = """
SELECT e.kind, e.occurred_at FROM exchange_disclosedentry d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
WHERE d.organisation_id = %s AND d.disclosure_id = %s ORDER BY e.occurred_at, e.id
"""
_SENT = "SELECT entry_id FROM exchange_disclosedentry WHERE organisation_id = %s AND disclosure_id = ANY(%s)"
_LEFT = """
SELECT id FROM files_entry WHERE organisation_id = %s AND file_id = ANY(%s) AND about_entry_id IS NULL AND state <> %s
AND recorded_at <= %s
"""


@transaction.atomic
def follow_transfers(organisation_id: UUID, now: datetime) -> int:
    """Every few minutes: what became of what is open; returns how many files were taken over."""
    rows = list(Transfer.objects.filter(organisation_id=organisation_id, closed_at=None).select_for_update())
    if not rows:
        return 0
    ask_about_files(organisation_id, [row.id for row in rows])
    _take_in_strays(organisation_id, rows, now)
    places = calendars_of(organisation_id)
    found = with_states(organisation_id, rows, now)
    parts = [part for one in found for part in one.parts]
    for part in parts:
        if part.disclosure_id and part.row.sent_at is None and part.sent_at is not None:
            _note_sent(part, places)
    accepted = _note_accepted(organisation_id, parts)
    for one in with_states(organisation_id, rows, now):
        _settle(one, now)
    return accepted


def _take_in_strays(organisation_id: UUID, rows: Sequence[Transfer], now: datetime) -> None:
    """What was prepared for the same school from the file's own page, or prepared again, belongs to the transfer."""
    found = strays(organisation_id, [row.id for row in rows])
    if not found:
        return
    parts = [part for one in with_states(organisation_id, rows, now) for part in one.parts]
    for draft_id, transfer_id, file_id, by, at in found:
        of_file = [one for one in parts if (one.transfer_id, one.file_id) == (transfer_id, file_id)]
        waits = next((one for one in reversed(of_file) if one.standing in ANEW), None)
        if waits is not None:
            decide(
                organisation_id,
                waits.id,
                waits.decision,
                now=PartDecision.SEND,
                by=by,
                at=at,
                draft_id=draft_id,
            )
            parts.remove(waits)


@transaction.atomic
def look_after(organisation_id: UUID, now: datetime) -> None:
    """Each night: clocks anew (term dates change), what a hold froze when a file was taken over, and what is a year old."""
    places = calendars_of(organisation_id)
    for row in Transfer.objects.filter(
        organisation_id=organisation_id, closed_at=None, leaves_on__isnull=False
    ):
        _count_again(row, places)
    ends = [int(Ended.TAKEN_OVER), int(Ended.NOTHING_SENT)]
    kept = list(Transfer.objects.filter(organisation_id=organisation_id, ended__in=ends, has_left=True))
    for one in with_states(organisation_id, kept, now):
        _send_on(one.row, one.parts)
    _forget_old(organisation_id, timezone.localtime(now).date())


def _forget_old(organisation_id: UUID, today: date) -> None:
    """A year after it was closed a transfer goes with its index; the keys of what was written in it first."""
    first = add_months(today, -KEPT_MONTHS)
    old = list(
        Transfer.objects.filter(organisation_id=organisation_id, closed_at__date__lt=first).values_list(
            "id", flat=True
        )
    )
    if old:
        parts = TransferPart.objects.filter(organisation_id=organisation_id, transfer_id__in=old)
        destroy_records(organisation_id, list(parts.values_list("id", flat=True)))
        Transfer.objects.filter(organisation_id=organisation_id, id__in=old).delete()


def _count_again(row: Transfer, places: Calendars) -> None:
    columns = columns_of(row.leaves_on, places)
    if (row.due_at, row.warn_at) != (columns["due_at"], columns["warn_at"]):
        Transfer.objects.filter(organisation_id=row.organisation_id, id=row.id).update(**columns)


def _note_sent(part: PartRow, places: Calendars) -> None:
    assert part.sent_at is not None  # noqa: S101 - asked by the caller
    TransferPart.objects.filter(organisation_id=part.row.organisation_id, id=part.id).update(
        disclosure_id=part.disclosure_id,
        package_id=part.package_id,
        sent_at=part.sent_at,
        chase_at=chase_at(part.sent_at, places),
    )


def _note_accepted(organisation_id: UUID, parts: Sequence[PartRow]) -> int:
    noted = 0
    for part in parts:
        if part.handed is not None and part.handed.received_on is not None and part.row.accepted_on is None:
            noted += _take_over(part, part.handed.received_on, part.handed.received_by)
    waiting = [
        one
        for one in parts
        if one.standing is PartStanding.ACCEPTED and one.row.accepted_on is None and one.package_id
    ]
    days = accepted_at(organisation_id, [one.package_id for one in waiting if one.package_id])
    for part in waiting:
        said = days.get(part.package_id) if part.package_id else None
        if said is not None:
            noted += _take_over(part, timezone.localtime(said).date())
    return noted


def _take_over(part: PartRow, on: date, by: str = "") -> int:
    """The next school has this file since that day: keep the index of what went, without words. Part of the caller's act."""
    own = part.row.organisation_id
    TransferPart.objects.filter(organisation_id=own, id=part.id).update(
        accepted_on=on, receipt_by=protect_receipt(own, part.id, by)
    )
    lines = fetch(_INDEX, [own, part.disclosure_id]) if part.disclosure_id else []
    IndexLine.objects.bulk_create(
        IndexLine(
            organisation_id=own,
            id=new_id(),
            part_id=part.id,
            kind=kind,
            occurred_on=timezone.localtime(at).date(),
        )
        for kind, at in lines
    )
    child_id = (
        Transfer.objects.filter(organisation_id=own, id=part.transfer_id)
        .values_list("child_id", flat=True)
        .get()
    )
    record_job(
        own, act="transfer.taken_over", item_kind="transfer", item_id=part.transfer_id, subject_id=child_id
    )
    return 1


def _settle(one: TransferRow, now: datetime) -> None:
    """Everything was taken over, or there is a reason why it did not go: of a child who has left that is the end."""
    row = one.row
    _send_on(row, one.parts)
    if not is_settled(one.standings) or not (row.has_left or row.is_copy):
        return
    is_taken = PartStanding.ACCEPTED in one.standings
    ended = (
        Ended.COPY_SENT if is_taken and row.is_copy else Ended.TAKEN_OVER if is_taken else Ended.NOTHING_SENT
    )
    Transfer.objects.filter(organisation_id=row.organisation_id, id=row.id).update(
        closed_at=now, ended=int(ended)
    )
    record_job(
        row.organisation_id,
        act="transfer.closed",
        item_kind="transfer",
        item_id=row.id,
        subject_id=row.child_id,
    )


def _send_on(row: Transfer, parts: Sequence[PartRow]) -> None:
    """Our copy of what a school took over is kept as what was sent on; what did not go is looked at.

    Of a copy for a second school nothing changes, nor while the child is still here, nor while a file is still decided.
    """
    if row.is_copy or not row.has_left:
        return
    undecided = {one.file_id for one in parts if not is_settled([one.standing])}
    done = [one for one in parts if one.file_id is not None and one.file_id not in undecided]
    if not done:
        return
    own, taken = row.organisation_id, [one for one in done if one.row.accepted_on is not None]
    sent = {
        found[0] for found in fetch(_SENT, [own, [one.disclosure_id for one in taken if one.disclosure_id]])
    }
    last = max(_settled_at(one) for one in done)
    files = [one.file_id for one in done if one.file_id]
    left = {found[0] for found in fetch(_LEFT, [own, files, int(EntryState.PUT_AWAY), last])} - sent
    days = [one.row.accepted_on for one in taken if one.row.accepted_on] or [timezone.localdate()]
    mark_sent_on(own, max([*days, row.leaves_on or days[0]]), sent=sent, left=left)


def _settled_at(part: PartRow) -> datetime:
    return part.sent_at or part.row.decided_at or timezone.now()
