"""Moves an entry of the child protection file to the welfare file: its words open with the other file's key from then on.

The old file keeps only the proof that it was moved. It may not decide: a recorded decision does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.files import search_index, writing
from fairward.files.content import EntryContent
from fairward.files.models import Entry
from fairward.files.reading import annotation_texts, open_contents
from fairward.files.writing import NewEntry, OpenedFile, flags_of
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, Outcome, Purpose, WhenPrecision
from fairward.keys.records import drop_from_files, lend_records
from fairward.people.queries import born_on_of
from fairward.retention.groups import together
from fairward.retention.hanging import rooms
from fairward.retention.opening import WHY
from fairward.retention.review_policies import DueEntry
from fairward.retention.vocabulary import Choice
from fairward.rules import calendars, records
from fairward.rules.retention import explain
from fairward.tenancy.rows import fetch

_OWN = """
SELECT id FROM files_entryversion WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
UNION SELECT id FROM files_annotation WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
UNION SELECT attachment_id FROM files_entryattachment WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
"""
# Entries that were moved, each with the file that they came from.
_MOVED = f"""
SELECT d.entry_id, o.id FROM retention_reviewdecision d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id AND f.purpose = {int(Purpose.WELFARE)}
JOIN files_file o ON o.organisation_id = f.organisation_id AND o.child_id = f.child_id
  AND o.purpose = {int(Purpose.CHILD_PROTECTION)}
WHERE d.organisation_id = %s AND d.choice = {int(Choice.MOVE_DOWN)} AND d.carried_out_at >= %s
"""  # noqa: S608 - constants
# Documents that stand in another entry of the old file as well open with both files.
_STAYING = """
SELECT a.attachment_id FROM files_entryattachment a
JOIN files_entry e ON e.organisation_id = a.organisation_id AND e.id = a.entry_id
WHERE a.organisation_id = %s AND e.file_id = %s
"""


def move_down(by: Actor, file: OpenedFile, entry: DueEntry, ids: Sequence[UUID], reason: str) -> UUID:
    """Move an entry with everything about it; returns the welfare file. Denied where a family's words wait to be read."""
    born_on = born_on_of(by.organisation_id, file.child_id)
    welfare = writing.ensure_file(by, file.child_id, Purpose.WELFARE, born_on)
    lend_records(by, _records(by.organisation_id, ids), from_file=file.key, to_file=welfare.key)
    Entry.objects.filter(organisation_id=by.organisation_id, id__in=ids).update(file_id=welfare.id)
    for entry_id, version in Entry.objects.filter(organisation_id=by.organisation_id, id__in=ids).values_list(
        "id", "version"
    ):
        content = open_contents(by, welfare, entry_id, version, WHY)
        search_index.replace(by, Purpose.WELFARE, entry_id, content.words())
        search_index.add(by, Purpose.WELFARE, entry_id, annotation_texts(by, welfare, entry_id, WHY))
        if entry_id == entry.id:
            _keep_as_welfare(by, entry, ids, content)
    _leave_proof(by, file, entry, reason)
    writing.refresh_file(by, welfare.id)
    return welfare.id


def let_go(organisation_id: UUID, since: datetime) -> int:
    """What was moved since then opens with the old file's key no more. After the rows are committed, and again each night."""
    dropped = 0
    for entry_id, old_file in fetch(_MOVED, [organisation_id, since]):
        ids = together(organisation_id, [entry_id]).ids
        staying = {row[0] for row in fetch(_STAYING, [organisation_id, old_file])}
        records_of = [one for one in _records(organisation_id, ids) if one not in staying]
        drop_from_files(organisation_id, [(one, old_file) for one in records_of])
        dropped += len(records_of)
    return dropped


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Everything that opens with the file: versions, what is attached, documents, what families are shown."""
    found = [row[0] for row in fetch(_OWN, {"org": organisation_id, "ids": list(entry_ids)})]
    for room in rooms():
        found += room.records(organisation_id, entry_ids)
    return list(dict.fromkeys(found))


def _keep_as_welfare(by: Actor, entry: DueEntry, ids: Sequence[UUID], content: EntryContent) -> None:
    row = Entry.objects.get(organisation_id=by.organisation_id, id=entry.id)
    today = timezone.localdate()
    kept = explain(
        Purpose.WELFARE, entry.outcome, flags_of(content), born_on=born_on_of(by.organisation_id, entry.child_id),
        closed_on=timezone.localtime(row.decided_at).date() if row.decided_at else None,
        recorded_on=row.recorded_at.date(), today=today, reviewed_on=today,
    )  # fmt: skip
    Entry.objects.filter(organisation_id=by.organisation_id, id__in=list(ids)).update(
        rule_id=kept.rule_id, kept_because=kept.because, review_on=kept.review_on, destroy_on=kept.destroy_on
    )


def _leave_proof(by: Actor, file: OpenedFile, entry: DueEntry, reason: str) -> None:
    """The old file says that something was moved and why; nothing of what it said."""
    today = timezone.localdate()
    said = (
        f"An entry of {calendars.day_words(entry.occurred_at.date())} was moved to the welfare file. {reason}"
    )
    new = NewEntry(EntryKind.DECISION, timezone.now(), WhenPrecision.DAY)
    born_on = born_on_of(by.organisation_id, file.child_id)
    proof = writing.write_entry(by, file, new, EntryContent((), fields={"moved": said}), born_on)
    until = calendars.shift(today, records.load("retention")["keep_again"])
    # It goes as what needed nothing further does: a proof of a move is no reason to keep a file for decades.
    writing.mark_decided(by, file, proof, Outcome.NO_FURTHER_ACTION, born_on, until, ())
