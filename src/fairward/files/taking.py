"""Writes what another organisation told into a file, apart from what we know ourselves. It decides nothing and logs no act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fairward.documents.attachments import CleanedFile, store_attachment
from fairward.files.content import EntryContent
from fairward.files.models import EntryAttachment
from fairward.files.writing import NewEntry, OpenedFile, SaidElsewhere, write_annotation, write_entry
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import AnnotationKind
from fairward.keys.records import create_record


@dataclass(frozen=True, slots=True)
class Side:
    """Something attached to a claim, or (None) to the whole entry, by somebody elsewhere."""

    kind: AnnotationKind
    text: str
    statement_id: UUID | None
    said: SaidElsewhere


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along, cleaned and scanned as any other."""

    id: UUID
    file: CleanedFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """One entry to be: what it is, what it says, everything that belongs to it."""

    new: NewEntry
    content: EntryContent
    sides: tuple[Side, ...]
    attachments: tuple[Attachment, ...] = ()


def write_received(by: Actor, file: OpenedFile, one: Received, born_on: date | None) -> UUID:
    """Write an entry with origin and label, its context attached at once; returns its id."""
    if one.content.origin is None or one.new.label is None:
        raise ValueError("what is received says where it comes from and who may read it")
    entry_id = write_entry(by, file, one.new, one.content, born_on)
    for side in one.sides:
        write_annotation(by, file, entry_id, side.kind, side.text, side.statement_id, said=side.said)
    for position, attachment in enumerate(one.attachments):
        key = create_record(by.organisation_id, new_id(), file=file.key)
        stored = store_attachment(
            key, owner_kind="entry", owner_id=entry_id, position=position, file=attachment.file
        )
        EntryAttachment.objects.create(
            organisation_id=by.organisation_id, entry_id=entry_id, attachment_id=stored
        )
    return entry_id
