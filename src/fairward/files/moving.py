"""Writes an entry anew into the file of another child, when it was recorded with the wrong one. It logs no act and leaves
the first one as it is: whoever calls it disposes of that, in the same transaction.

Only what is chosen goes along. Nothing in the new entry points at the file that it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fairward.documents.attachments import give_to, owned_by
from fairward.files import search_index
from fairward.files.content import EntryContent
from fairward.files.models import Annotation, Entry, EntryAttachment
from fairward.files.origin import renamed
from fairward.files.reading import open_contents
from fairward.files.writing import ANNOTATION_TABLE, NewEntry, OpenedFile, write_entry
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import EntryKind, Label, WhenPrecision
from fairward.keys.records import Holder, add_wrap, create_record, drop_wrap, open_records

WHY = "moving it to the right child"
FIRST_ELSEWHERE = "first_elsewhere"


@dataclass(frozen=True, slots=True)
class Kept:
    """What of an entry goes along: these statements, annotations and attachments, and whether what was told already."""

    statement_ids: Collection[UUID]
    annotation_ids: Collection[UUID] = ()
    attachment_ids: Collection[UUID] = ()
    with_told: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """From which file to which, how that is said in the new entry, and when the child of the new one was born."""

    source: OpenedFile
    target: OpenedFile
    provenance: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """The new entry, and which of its statements stands for which of the first."""

    entry_id: UUID
    became: Mapping[UUID, UUID]


def move_entry(by: Actor, way: Way, entry_id: UUID, kept: Kept, *, about: UUID | None = None) -> Moved:
    """Write one entry anew under the other file's key, with the chosen parts of it.

    `about`: the new entry that it is joined to or belongs to.
    """
    row = Entry.objects.get(organisation_id=by.organisation_id, id=entry_id)
    before = open_contents(by, way.source, entry_id, row.version, WHY)
    content, became = _chosen(before, kept, way)
    made = write_entry(
        by, way.target,
        NewEntry(
            EntryKind(row.kind), row.occurred_at, WhenPrecision(row.precision), row.recorded_at, row.recorded_by,
            concern_id=row.concern_id, about_entry_id=about, owner_id=row.owner_id, due_on=row.due_on,
            label=Label(row.label) if row.label else None,
        ),
        content, way.born_on,
    )  # fmt: skip
    _move_notes(by, way, kept.annotation_ids, made, became)
    _move_attachments(by, way, kept.attachment_ids, made)
    return Moved(made, became)


def _chosen(before: EntryContent, kept: Kept, way: Way) -> tuple[EntryContent, dict[UUID, UUID]]:
    """The chosen statements under fresh ids, about the other child where they were about this one."""
    staying = [one for one in before.statements if one.id in kept.statement_ids]
    became = {one.id: new_id() for one in staying}
    wrong, right = way.source.child_id, way.target.child_id
    statements = tuple(
        replace(
            one,
            id=became[one.id],
            because=tuple(became[ground] for ground in one.because if ground in became),
            about=tuple(dict.fromkeys(right if person == wrong else person for person in one.about)),
        )
        for one in staying
    )
    names = ("flags", "action", *(("told",) if kept.with_told else ()))
    fields = {name: before.fields[name] for name in names if before.fields.get(name)}
    if way.provenance:
        fields[FIRST_ELSEWHERE] = way.provenance
    return EntryContent(
        statements, before.where, before.themes, fields, renamed(before.origin, became)
    ), became


def _move_notes(
    by: Actor, way: Way, annotation_ids: Collection[UUID], entry_id: UUID, became: dict[UUID, UUID]
) -> None:
    """Attach what explains it, as whoever wrote it then; each under a key of its own."""
    rows = list(
        Annotation.objects.filter(organisation_id=by.organisation_id, id__in=annotation_ids).order_by(
            "made_at", "id"
        )
    )
    keys = open_records(
        by, record_ids=[row.id for row in rows], file=way.source.key, item_kind="entry",
        item_ids=[row.entry_id for row in rows], subject_id=way.source.child_id, why=WHY,
    )  # fmt: skip
    for row in rows:
        raw = keys[row.id].open(bytes(row.sealed), table=ANNOTATION_TABLE, version=1)
        note_id = new_id()
        key = create_record(by.organisation_id, note_id, file=way.target.key)
        Annotation.objects.create(
            organisation_id=by.organisation_id, id=note_id, entry_id=entry_id, kind=row.kind, made_at=row.made_at,
            statement_id=became.get(row.statement_id) if row.statement_id else None, made_by=row.made_by,
            sealed=key.seal(raw, table=ANNOTATION_TABLE, version=1),
        )  # fmt: skip
        search_index.add(by, way.target.purpose, entry_id, (json.loads(raw)["text"],))


def _move_attachments(by: Actor, way: Way, attachment_ids: Iterable[UUID], entry_id: UUID) -> None:
    """What came with the report stays with it and can be opened with the new file too; what was attached here moves."""
    for attachment_id in attachment_ids:
        add_wrap(by, attachment_id, from_file=way.source.key, to_file=way.target.key)
        if owned_by(by.organisation_id, "entry", attachment_id):
            drop_wrap(by.organisation_id, attachment_id, Holder.file(way.source.id))
            give_to(by.organisation_id, attachment_id, owner_kind="entry", owner_id=entry_id)
            EntryAttachment.objects.filter(
                organisation_id=by.organisation_id, attachment_id=attachment_id
            ).delete()
        EntryAttachment.objects.create(
            organisation_id=by.organisation_id, entry_id=entry_id, attachment_id=attachment_id
        )
