"""What stays of an entry that is reduced: a dated count, or a summary with its context. It may not decide or destroy.

The entry itself is ordered to be destroyed, with everything that hangs on it: earlier versions, what families were shown, the
report it came from. What stays is an entry of its own, so that no old word is left under an old key.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.documents.kinds import OWNER_KINDS
from fairward.files import writing
from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import Entry, EntryAttachment
from fairward.files.origin import renamed
from fairward.files.reading import open_contents
from fairward.files.writing import NewEntry, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, Label, WhenPrecision
from fairward.people.queries import born_on_of
from fairward.retention.hanging import run
from fairward.retention.opening import WHY
from fairward.retention.review_policies import DueEntry, Summary
from fairward.rules import calendars, records

# A file that came with the report does not go with it.
_OWNED_BY_WHAT_STAYS = """
UPDATE documents_attachment a SET owner_kind = %(kind)s, owner_id = %(staying)s, position = n.place
FROM (
  SELECT l.attachment_id, (row_number() OVER (ORDER BY l.id) - 1)::smallint AS place FROM files_entryattachment l
  WHERE l.organisation_id = %(org)s AND l.entry_id = %(staying)s AND NOT EXISTS (
    SELECT 1 FROM files_entryattachment o WHERE o.organisation_id = l.organisation_id
    AND o.attachment_id = l.attachment_id AND o.entry_id NOT IN (%(staying)s, %(gone)s))
) n WHERE a.organisation_id = %(org)s AND a.id = n.attachment_id
"""


def reduce_entry(
    by: Actor, file: OpenedFile, entry: DueEntry, summary: Summary | None, *, keeps_attachments: bool
) -> UUID:
    """Write what stays of an entry; without a summary, only that it was there. Returns the id of what stays."""
    row = Entry.objects.get(organisation_id=by.organisation_id, id=entry.id)
    before = open_contents(by, file, entry.id, entry.version, WHY)
    flags = before.fields.get("flags", "")
    born_on = born_on_of(by.organisation_id, file.child_id)
    new = NewEntry(
        entry.kind, row.occurred_at, WhenPrecision(row.precision), row.recorded_at, row.recorded_by,
        owner_id=row.owner_id, due_on=row.due_on, label=Label(row.label) if row.label else None,
    )  # fmt: skip
    content = replace(_content(file.child_id, summary, flags), origin=renamed(before.origin, {}))
    staying = writing.write_entry(by, file, new, content, born_on)
    if summary is not None:
        _attach(by, file, staying, content.statements[0].id, summary)
    if keeps_attachments:
        _keep_attachments(by, entry.id, staying)
    if entry.outcome is not None:
        until = calendars.shift(timezone.localdate(), records.load("retention")["keep_again"])
        flagged = tuple(one for one in flags.split(",") if one)
        writing.mark_decided(by, file, staying, entry.outcome, born_on, until, flagged)
    _looked_at(by, staying, timezone.localdate())
    writing.refresh_file(by, file.id)
    return staying


def _content(child_id: UUID, summary: Summary | None, flags: str) -> EntryContent:
    day = calendars.day_words(timezone.localdate())
    fields = {"flags": flags} if flags else {}
    if summary is None:
        said = f"to a dated count on {day}. What it said was destroyed."
        return EntryContent((), fields={**fields, "reduced": said})
    claim = StatementContent(summary.basis, summary.text, source=summary.source, about=(child_id,))
    return EntryContent(
        (claim,), fields={**fields, "reduced": f"to a summary on {day}. What it said before was destroyed."}
    )


def _attach(by: Actor, file: OpenedFile, entry_id: UUID, statement_id: UUID, summary: Summary) -> None:
    """A summary never stands without what explains it and the family's side (promise 2)."""
    writing.write_annotation(
        by, file, entry_id, AnnotationKind.EXPLANATION, summary.explanation, statement_id
    )
    if summary.family_side.strip():
        writing.write_annotation(
            by, file, entry_id, AnnotationKind.FAMILY_ACCOUNT, summary.family_side, statement_id
        )


def _keep_attachments(by: Actor, entry_id: UUID, staying: UUID) -> None:
    """Attachments stand in what stays; their keys are the file's already."""
    rows = EntryAttachment.objects.filter(organisation_id=by.organisation_id, entry_id=entry_id)
    EntryAttachment.objects.bulk_create(
        EntryAttachment(organisation_id=by.organisation_id, entry_id=staying, attachment_id=one)
        for one in rows.values_list("attachment_id", flat=True)
    )
    run(
        [_OWNED_BY_WHAT_STAYS],
        {"org": by.organisation_id, "staying": staying, "gone": entry_id, "kind": OWNER_KINDS["entry"]},
    )


def _looked_at(by: Actor, entry_id: UUID, today: date) -> None:
    """Somebody has just looked: what stays is asked about again in a year, not tomorrow."""
    row = Entry.objects.get(organisation_id=by.organisation_id, id=entry_id)
    if row.review_on <= today:
        data = records.load("retention")
        row.review_on = calendars.shift(today, data["keep_again"])
        row.destroy_on = max(row.destroy_on, calendars.shift(row.review_on, data["decide_within"]))
        row.save(update_fields=["review_on", "destroy_on"])
