"""The only destroyer of entries: their keys, then every row of them in every room. It decides nothing and logs no act.

Two call it: the engine, for what was ordered, and `mistakes.removing`, for what was recorded by mistake. Both have locked the
entries and asked what a hold freezes, while no hold could come (`holding.no_hold_comes`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connections

from fairward.keys.records import destroy_records
from fairward.retention import entries
from fairward.retention.hanging import rooms


@dataclass(frozen=True, slots=True)
class Gone:
    """How many records lost their keys, and the files that went because nothing stood in them any more: when opened."""

    records: int
    files: dict[UUID, date]


def _goes(organisation_id: UUID, file_id: UUID) -> bool:
    return True


def destroy_entries(
    organisation_id: UUID,
    entry_ids: Sequence[UUID],
    file_ids: Sequence[UUID],
    goes: Callable[[UUID, UUID], bool] = _goes,
) -> Gone:
    """Destroy entries of these files with all that hangs on them; nothing opens their words afterwards, from no backup of rows.

    `goes`: which empty files go too (organisation, file).
    """
    attachments = entries.attachments_that_go(organisation_id, entry_ids)
    hanging = list(rooms())
    records = {*entries.records_of(organisation_id, entry_ids), *attachments}
    for room in hanging:
        records |= set(room.records(organisation_id, entry_ids))
    destroy_records(organisation_id, sorted(records))
    for room in hanging:
        room.forget(organisation_id, entry_ids)
    entries.forget_entries(organisation_id, entry_ids, attachments)
    empty = entries.empty_files(organisation_id, file_ids)
    going = {one: day for one, day in empty.items() if goes(organisation_id, one)}
    if going:
        for room in hanging:
            room.forget_files(organisation_id, list(going))
        entries.forget_files(organisation_id, list(going))
    entries.refresh_files(organisation_id, [one for one in file_ids if one not in empty])
    check_references()
    return Gone(len(records), going)


def check_references() -> None:
    """Let the database check now what it would check at the end: the keyring commits before the record does, so nothing may
    be found then that takes the rows back."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
