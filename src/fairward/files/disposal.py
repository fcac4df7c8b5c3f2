"""The only destroyer of entries: keys first, then rows and search tokens. It decides nothing and logs no act.

Whoever disposes of an entry calls `rights`, `exchange`, `cases` and `access_requests` first (`mistakes.removing` does): they
hold rows that point at it. What a hold freezes is put away instead, and goes when nothing freezes it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import connections
from django.db.models import Q

from fairward.documents.attachments import attachment_ids_of, destroy_attachments
from fairward.files.models import (
    Annotation,
    Entry,
    EntryAttachment,
    EntryVersion,
    File,
    IndexToken,
    RestsOn,
    Statement,
)
from fairward.files.writing import recount_file
from fairward.kernel.vocabulary import EntryState
from fairward.keys.file_keys import destroy_file_keys
from fairward.keys.records import Holder, destroy_records, drop_wrap
from fairward.retention.holding import frozen

Freeze = Callable[[UUID, UUID, Sequence[UUID]], bool]


def is_held(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> bool:
    """Whether a hold freezes any of these entries."""
    return bool(frozen(organisation_id, entry_ids))


# Each is asked (organisation, file, entries) whether something forbids destroying them now.
FREEZES: tuple[Freeze, ...] = (is_held,)


def is_frozen(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> bool:
    """Whether something forbids destroying these entries of a file now."""
    return any(freezes(organisation_id, file_id, entry_ids) for freezes in FREEZES)


def put_away(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Take entries out of every page, list, search and count, and keep them sealed until they may be destroyed."""
    IndexToken.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids).delete()
    Entry.objects.filter(organisation_id=organisation_id, id__in=entry_ids).update(
        state=int(EntryState.PUT_AWAY)
    )


def put_away_entries(organisation_id: UUID) -> dict[UUID, list[UUID]]:
    """File -> its entries that wait until nothing freezes them any more."""
    rows = Entry.objects.filter(organisation_id=organisation_id, state=int(EntryState.PUT_AWAY))
    found: dict[UUID, list[UUID]] = {}
    for file_id, entry_id in rows.order_by("file_id", "id").values_list("file_id", "id"):
        found.setdefault(file_id, []).append(entry_id)
    return found


def destroy_entries(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Destroy entries with everything attached to them; nothing opens their words afterwards, from no backup of the rows."""
    versions = EntryVersion.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids)
    notes = Annotation.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids)
    destroy_records(
        organisation_id, [*versions.values_list("id", flat=True), *notes.values_list("id", flat=True)]
    )
    _destroy_attached(organisation_id, file_id, entry_ids)
    statements = Statement.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids)
    ids = list(statements.values_list("id", flat=True))
    RestsOn.objects.filter(
        Q(opinion_id__in=ids) | Q(statement_id__in=ids), organisation_id=organisation_id
    ).delete()
    IndexToken.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids).delete()
    for rows in (notes, statements, versions):
        rows.delete()
    Entry.objects.filter(organisation_id=organisation_id, id__in=entry_ids).delete()
    recount_file(organisation_id, file_id)


def _destroy_attached(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """What was attached to an entry is destroyed; what came with a report stays with the report, without this file's key."""
    stands = EntryAttachment.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids)
    borrowed = set(stands.values_list("attachment_id", flat=True))
    for entry_id in entry_ids:
        borrowed -= set(attachment_ids_of(organisation_id, "entry", entry_id))
        destroy_attachments(organisation_id, "entry", entry_id)
    for attachment_id in borrowed:
        drop_wrap(organisation_id, attachment_id, Holder.file(file_id))
    stands.delete()


def is_empty(organisation_id: UUID, file_id: UUID) -> bool:
    """Whether nothing stands in a file any more."""
    return not Entry.objects.filter(organisation_id=organisation_id, file_id=file_id).exists()


def close_file(organisation_id: UUID, file_id: UUID) -> None:
    """Destroy the key of an empty file with every grant of it, and then the file: that there was one says nothing true."""
    destroy_file_keys(organisation_id, [file_id])
    File.objects.filter(organisation_id=organisation_id, id=file_id).delete()


def check_references() -> None:
    """Let the database check now what it would check at the end: keys are destroyed before the rows are committed, so
    nothing may be found then that takes the rows back."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
