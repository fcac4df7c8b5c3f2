"""Reads the attachments that stand in an entry, with the file's key. It may not store or scan: `documents` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.documents.attachments import CleanedFile, name_of, open_attachment
from fairward.files.models import EntryAttachment
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.keys.records import open_records, without_key
from fairward.tenancy.rows import fetch

GONE_FILE = "A file that no longer exists: its key was destroyed"
_OF_ENTRY = (
    "SELECT attachment_id FROM files_entryattachment WHERE organisation_id = %s AND entry_id = %s ORDER BY id"
)


_COUNTS = (
    "SELECT entry_id, count(*) FROM files_entryattachment "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) GROUP BY entry_id"
)


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """An attachment by name, not yet opened."""

    id: UUID
    name: str


def attachments_of_entry(actor: Actor, file: OpenedFile, entry_id: UUID, why: str) -> list[AttachmentHead]:
    """The names of an entry's attachments; a name is content, so the look is logged."""
    ids = [row[0] for row in fetch(_OF_ENTRY, [actor.organisation_id, entry_id])]
    if not ids:
        return []
    try:
        keys = open_records(
            actor, record_ids=ids, file=file.key, item_kind="attachment", subject_id=file.child_id, why=why
        )
    except Denied as denied:
        if denied.code != "no_key":
            raise
        keys = {}
    lacking = [one for one in ids if one not in keys]
    gone = without_key(actor.organisation_id, lacking) if lacking else set()
    names = {one: name_of(key) for one, key in keys.items()} | dict.fromkeys(gone, GONE_FILE)
    return [AttachmentHead(one, names[one]) for one in ids if one in names]


def attachment_counts(organisation_id: UUID, entry_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many files stand in each entry; entries without one are left out. Counts alone: a name is content."""
    return dict(fetch(_COUNTS, [organisation_id, list(entry_ids)])) if entry_ids else {}


def attachment_for(
    actor: Actor, file: OpenedFile, entry_id: UUID, attachment_id: UUID, why: str
) -> CleanedFile:
    """One attachment of an entry, opened; RefusedFile while it waits for the virus scanner."""
    stands = EntryAttachment.objects.filter(
        organisation_id=actor.organisation_id, entry_id=entry_id, attachment_id=attachment_id
    )
    if not stands.exists():
        raise NotFound("attachment")
    keys = open_records(
        actor,
        record_ids=[attachment_id],
        file=file.key,
        item_kind="attachment",
        subject_id=file.child_id,
        why=why,
    )
    return open_attachment(keys[attachment_id])
