"""What an entitled person does to a file directly: add, correct, annotate, attach, complete. One act of the log each, atomic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.documents.attachments import MAX_FILES, CleanedFile, attachment_ids_of, store_attachment
from fairward.files import search_index, writing
from fairward.files.content import EntryContent
from fairward.files.correcting import differences
from fairward.files.models import Entry, EntryAttachment, Statement
from fairward.files.policies import check_can_read, check_can_write, check_is_ours, check_text
from fairward.files.reading import annotation_texts, open_standing
from fairward.files.writing import NewEntry, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import AnnotationKind, EntryKind, Purpose, WhenPrecision
from fairward.keys.records import create_record
from fairward.organisations.queries import works_here
from fairward.people.queries import born_on_of, names_of_children

WHY_CORRECTING = "correcting an entry"
ADDED_DIRECTLY = frozenset({EntryKind.CONVERSATION, EntryKind.MEETING, EntryKind.DOCUMENT, EntryKind.ACTION})


@transaction.atomic
def add_entry(
    *, by: Actor, child_id: UUID, purpose: Purpose, new: NewEntry, content: EntryContent, born_on: date | None
) -> UUID:
    """Write a conversation, meeting, document or action into the child's file for `purpose`; returns the entry's id."""
    check_can_write(by, purpose)
    check_can_read(by, purpose, _year_group(by, child_id))
    if new.kind not in ADDED_DIRECTLY:
        raise Denied(
            "entry_kind",
            "A concern is reported, and a decision is made on a concern; neither is added by hand.",
        )
    file = writing.ensure_file(by, child_id, purpose, born_on)
    entry_id = writing.write_entry(by, file, new, content, born_on)
    record_act(by, act="entry.added", item_kind="entry", item_id=entry_id, subject_id=child_id)
    return entry_id


@transaction.atomic
def correct_entry(*, by: Actor, file: OpenedFile, entry_id: UUID, content: EntryContent, reason: str) -> int:
    """Add a corrected version with the reason beside the earlier ones; returns its number."""
    check_can_write(by, file.purpose)
    check_text(reason, "why you correct it")
    check_is_ours(content)
    corrected = replace(content, fields={**content.fields, "corrected_because": reason})
    before = open_standing(by, file, entry_id, WHY_CORRECTING)
    changed, became = differences(entry_id, before, corrected)
    number = writing.write_correction(by, file, entry_id, corrected, changed=changed, became=became)
    # The index was made anew from what the entry says now; what is attached to it stays to be found.
    search_index.add(by, file.purpose, entry_id, annotation_texts(by, file, entry_id, WHY_CORRECTING))
    record_act(by, act="entry.corrected", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
    return number


@transaction.atomic
def annotate(
    *,
    by: Actor,
    file: OpenedFile,
    entry_id: UUID,
    kind: AnnotationKind,
    text: str,
    statement_id: UUID | None = None,
) -> UUID:
    """Attach an explanation, an account or an outcome to a statement or an entry; it is never parted from it."""
    check_can_write(by, file.purpose)
    check_text(text, f"the {kind.word}")
    _check_belongs(by, file, entry_id, statement_id)
    annotation_id = writing.write_annotation(by, file, entry_id, kind, text, statement_id)
    record_act(by, act="entry.annotated", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
    return annotation_id


@transaction.atomic
def attach_file(*, by: Actor, file: OpenedFile, entry_id: UUID, taken: CleanedFile) -> UUID:
    """Attach a cleaned file to an entry, under a key of its own that the file holds; returns its id."""
    check_can_write(by, file.purpose)
    _check_belongs(by, file, entry_id, None)
    there = EntryAttachment.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id).count()
    if there >= MAX_FILES:
        raise Denied("too_many_files", f"An entry has {MAX_FILES} files at most. Add another entry.")
    own = len(attachment_ids_of(by.organisation_id, "entry", entry_id))
    key = create_record(by.organisation_id, new_id(), file=file.key)
    attachment_id = store_attachment(key, owner_kind="entry", owner_id=entry_id, position=own, file=taken)
    EntryAttachment.objects.create(
        organisation_id=by.organisation_id, entry_id=entry_id, attachment_id=attachment_id
    )
    record_act(by, act="entry.attached", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
    return attachment_id


@transaction.atomic
def add_action(
    *, by: Actor, file: OpenedFile, entry_id: UUID, text: str, owner_id: UUID, due_on: date
) -> UUID:
    """Write down what is to be done about an entry, who does it and by when; returns the action's id."""
    check_can_write(by, file.purpose)
    check_text(text, "what is to be done")
    _check_belongs(by, file, entry_id, None)
    if not works_here(by.organisation_id, owner_id):
        raise Denied("owner_not_here", "Choose somebody who works here.")
    if due_on < timezone.localdate():
        raise Denied("due_in_the_past", "Choose a day that is not past.")
    action_id = writing.write_entry(
        by, file,
        NewEntry(
            EntryKind.ACTION, timezone.now(), WhenPrecision.DAY, about_entry_id=entry_id, owner_id=owner_id, due_on=due_on
        ),
        EntryContent((), fields={"action": text}), born_on_of(by.organisation_id, file.child_id),
    )  # fmt: skip
    record_act(by, act="action.added", item_kind="entry", item_id=action_id, subject_id=file.child_id)
    return action_id


@transaction.atomic
def complete_action(*, by: Actor, file: OpenedFile, entry_id: UUID, note: str) -> None:
    """Mark an action done; what came of it is attached as its outcome."""
    check_can_write(by, file.purpose)
    check_text(note, "what was done")
    row = Entry.objects.select_for_update().filter(
        organisation_id=by.organisation_id, id=entry_id, file_id=file.id, kind=int(EntryKind.ACTION)
    )
    found = row.values_list("done_at", flat=True).first() if row.exists() else False
    if found is False:
        raise NotFound("action")
    if found is not None:
        raise Denied("action_done", "This action is already marked as done.")
    writing.write_annotation(by, file, entry_id, AnnotationKind.OUTCOME, note)
    writing.mark_done(by, entry_id)
    record_act(by, act="action.done", item_kind="entry", item_id=entry_id, subject_id=file.child_id)


def _year_group(by: Actor, child_id: UUID) -> int | None:
    """The child's year: whoever reads by year groups writes by them too."""
    found = names_of_children(by.organisation_id, [child_id]).get(child_id)
    if found is None:
        raise NotFound("child")
    return found.year_group


def _check_belongs(by: Actor, file: OpenedFile, entry_id: UUID, statement_id: UUID | None) -> None:
    if not Entry.objects.filter(organisation_id=by.organisation_id, id=entry_id, file_id=file.id).exists():
        raise NotFound("entry")
    if statement_id is None:
        return
    statements = Statement.objects.filter(
        organisation_id=by.organisation_id, id=statement_id, entry_id=entry_id
    )
    if not statements.exists():
        raise NotFound("statement")
