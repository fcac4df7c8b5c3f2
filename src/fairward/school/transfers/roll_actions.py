"""What the roll says begins a transfer or ends one: a child left, or is back. No person acts here; it may not send anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.kernel.ids import new_id
from fairward.people.queries import left_days_of
from fairward.retention.sent_on import take_back
from fairward.rules.clocks import Calendars
from fairward.school.transfers.asking import ask_about_files, children_with_files
from fairward.school.transfers.clock import calendars_of, columns_of
from fairward.school.transfers.models import Transfer
from fairward.school.transfers.row_queries import with_states
from fairward.school.transfers.vocabulary import Began, Ended, PartStanding
from fairward.tenancy.rows import fetch

# A file of somebody who left longer ago is a matter of the review desk, not of a clock of five days.
LONG_AGO = timedelta(days=366)
_LEAVERS = """
SELECT c.id FROM people_child c WHERE c.organisation_id = %s AND c.left_on >= %s
AND EXISTS (SELECT 1 FROM files_file f WHERE f.organisation_id = c.organisation_id AND f.child_id = c.id)
AND NOT EXISTS (
  SELECT 1 FROM transfers_transfer t WHERE t.organisation_id = c.organisation_id AND t.child_id = c.id AND t.has_left
  AND NOT t.is_copy)
"""


@transaction.atomic
def days_changed(organisation_id: UUID, child_ids: Iterable[UUID]) -> int:
    """The roll was brought up to date: begin for those who left and have a file, end for those who are back.

    Part of an import, or of a night's work; returns how many transfers began or ended.
    """
    days = left_days_of(organisation_id, child_ids)
    here = [child_id for child_id, left_on in days.items() if left_on is None]
    since = timezone.localdate() - LONG_AGO
    left = {
        child_id: left_on for child_id, left_on in days.items() if left_on is not None and left_on >= since
    }
    return _come_back(organisation_id, here) + _leave(organisation_id, left)


def begin_for_leavers(organisation_id: UUID) -> int:
    """Each night: leavers whose file began after they had left, or of whom the roll spoke before anything was kept."""
    rows = fetch(_LEAVERS, [organisation_id, timezone.localdate() - LONG_AGO])
    return days_changed(organisation_id, [row[0] for row in rows]) if rows else 0


def _leave(organisation_id: UUID, left: dict[UUID, date]) -> int:
    with_files = children_with_files(organisation_id, left) if left else []
    if not with_files:
        return 0
    rows = Transfer.objects.filter(organisation_id=organisation_id, child_id__in=with_files, is_copy=False)
    open_ = {row.child_id: row for row in rows.filter(closed_at=None)}
    done = set(rows.filter(has_left=True).values_list("child_id", flat=True))
    places, begun = calendars_of(organisation_id), []
    for child_id in with_files:
        if child_id in done:
            continue
        if child_id in open_:
            begun.append(_now_left(open_[child_id], left[child_id], places))
        else:
            begun.append(_begin(organisation_id, child_id, left[child_id], places))
    ask_about_files(organisation_id, begun)
    return len(begun)


def _begin(organisation_id: UUID, child_id: UUID, left_on: date, places: Calendars) -> UUID:
    transfer_id = new_id()
    Transfer.objects.create(
        organisation_id=organisation_id, id=transfer_id, child_id=child_id, began=int(Began.ROLL), leaves_on=left_on,
        has_left=True, begun_at=timezone.now(), **columns_of(left_on, places),
    )  # fmt: skip
    record_job(
        organisation_id, act="transfer.begun", item_kind="transfer", item_id=transfer_id, subject_id=child_id
    )
    return transfer_id


def _now_left(row: Transfer, left_on: date, places: Calendars) -> UUID:
    """Somebody said before that they would leave; the day that they said counts if the roll heard of it later."""
    row.leaves_on, row.has_left = min(row.leaves_on or left_on, left_on), True
    columns = columns_of(row.leaves_on, places)
    Transfer.objects.filter(organisation_id=row.organisation_id, id=row.id).update(
        leaves_on=row.leaves_on, has_left=True, **columns
    )
    return row.id


def _come_back(organisation_id: UUID, child_ids: Collection[UUID]) -> int:
    """What was sent on is kept here again by its own classes; what was not sent yet is not sent."""
    rows = Transfer.objects.filter(
        organisation_id=organisation_id, child_id__in=list(child_ids), has_left=True, is_copy=False
    )
    found = list(rows.select_for_update())
    if not found:
        return 0
    take_back(organisation_id, {row.child_id for row in found})
    rows.update(has_left=False)
    ended = [one for one in with_states(organisation_id, found) if one.row.closed_at is None]
    return sum(_end(one.row) for one in ended if not _is_underway(one.standings))


def _is_underway(standings: Collection[PartStanding]) -> bool:
    return bool({PartStanding.ON_ITS_WAY, PartStanding.QUERIED} & set(standings))


def _end(row: Transfer) -> int:
    Transfer.objects.filter(organisation_id=row.organisation_id, id=row.id).update(
        closed_at=timezone.now(), ended=int(Ended.CAME_BACK)
    )
    record_job(
        row.organisation_id,
        act="transfer.closed",
        item_kind="transfer",
        item_id=row.id,
        subject_id=row.child_id,
    )
    return 1
