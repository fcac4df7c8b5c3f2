"""What entries and their files consist of in `files`: the keys and rows that go with them. It may not open anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from fairward.documents.kinds import OWNER_KINDS
from fairward.keys.file_keys import destroy_file_keys
from fairward.keys.records import drop_from_files
from fairward.retention.hanging import run
from fairward.tenancy.rows import fetch

_RECORDS = """
SELECT id FROM files_entryversion WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
UNION ALL SELECT id FROM files_annotation WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)
"""
# Attachments of these entries: the attachment, the entry's file, whether somebody else needs it (another entry, or the
# report that it came with), and whether another entry of the same file does.
_ATTACHED = """
SELECT DISTINCT a.id, e.file_id,
  a.owner_kind = ANY(%(reports)s) OR EXISTS (
    SELECT 1 FROM files_entryattachment o WHERE o.organisation_id = a.organisation_id AND o.attachment_id = a.id
    AND o.entry_id <> ALL(%(ids)s)),
  EXISTS (
    SELECT 1 FROM files_entryattachment o JOIN files_entry oe ON oe.organisation_id = o.organisation_id
    AND oe.id = o.entry_id WHERE o.organisation_id = a.organisation_id AND o.attachment_id = a.id
    AND o.entry_id <> ALL(%(ids)s) AND oe.file_id = e.file_id)
FROM files_entryattachment l
JOIN files_entry e ON e.organisation_id = l.organisation_id AND e.id = l.entry_id
JOIN documents_attachment a ON a.organisation_id = l.organisation_id AND a.id = l.attachment_id
WHERE l.organisation_id = %(org)s AND l.entry_id = ANY(%(ids)s)
"""
# What one of these entries owns goes with it, although nothing says any more that it stands in it.
_OWNED = """
SELECT a.id FROM documents_attachment a WHERE a.organisation_id = %(org)s AND a.owner_kind = %(entry)s
AND a.owner_id = ANY(%(ids)s) AND NOT EXISTS (
  SELECT 1 FROM files_entryattachment o WHERE o.organisation_id = a.organisation_id AND o.attachment_id = a.id)
"""
_STATEMENTS = "SELECT id FROM files_statement WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)"
_FORGET = (
    f"DELETE FROM files_restson WHERE organisation_id = %(org)s AND opinion_id IN ({_STATEMENTS})",  # noqa: S608
    f"DELETE FROM files_restson WHERE organisation_id = %(org)s AND statement_id IN ({_STATEMENTS})",  # noqa: S608
    "DELETE FROM files_indextoken WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM files_annotation WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM files_entryattachment WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM documents_attachment WHERE organisation_id = %(org)s AND id = ANY(%(attachments)s)",
    "DELETE FROM files_entryversion WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    "DELETE FROM files_statement WHERE organisation_id = %(org)s AND entry_id = ANY(%(ids)s)",
    # What a hold keeps is no longer about what went.
    "UPDATE files_entry SET about_entry_id = NULL WHERE organisation_id = %(org)s AND about_entry_id = ANY(%(ids)s) "
    "AND id <> ALL(%(ids)s)",
    "DELETE FROM files_entry WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
)
_LOCK = "SELECT file_id FROM files_entry WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
# Whoever adds to a file just now waits at this lock, or is seen by the next statement.
_LOCK_FILES = "SELECT id FROM files_file WHERE organisation_id = %s AND id = ANY(%s) ORDER BY id FOR UPDATE"
_EMPTY = """
SELECT f.id, (f.opened_at AT TIME ZONE 'UTC')::date FROM files_file f WHERE f.organisation_id = %s AND f.id = ANY(%s)
AND NOT EXISTS (
  SELECT 1 FROM files_entry e WHERE e.organisation_id = f.organisation_id AND e.file_id = f.id) ORDER BY f.id
"""
_FORGET_FILES = "DELETE FROM files_file WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
# A file is kept because of its longest-kept entry, and is looked at with its first due one.
_REFRESH = """
UPDATE files_file f SET destroy_on = l.destroy_on, rule_id = l.rule_id, kept_because = l.kept_because,
  review_on = l.review_on
FROM (
  SELECT DISTINCT ON (file_id) file_id, destroy_on, rule_id, kept_because,
    min(review_on) OVER (PARTITION BY file_id) AS review_on
  FROM files_entry WHERE organisation_id = %(org)s AND file_id = ANY(%(ids)s) ORDER BY file_id, destroy_on DESC, id
) l WHERE f.organisation_id = %(org)s AND f.id = l.file_id
"""


def lock_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Whoever changes one of them waits; returns their files."""
    return sorted({row[0] for row in fetch(_LOCK, [organisation_id, sorted(entry_ids)])})


def records_of(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """The records of versions and of what is attached in words."""
    return [row[0] for row in fetch(_RECORDS, {"org": organisation_id, "ids": list(entry_ids)})]


def attachments_that_go(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Attachments that only these entries need. The others no longer open with a file that has no entry with them."""
    asked = {
        "org": organisation_id, "ids": list(entry_ids), "reports": [OWNER_KINDS["concern"], OWNER_KINDS["addition"]],
        "entry": OWNER_KINDS["entry"],
    }  # fmt: skip
    rows = fetch(_ATTACHED, asked)
    drop_from_files(organisation_id, [(row[0], row[1]) for row in rows if row[2] and not row[3]])
    owned = [row[0] for row in fetch(_OWNED, asked)]
    return sorted({*(row[0] for row in rows if not row[2]), *owned})


def forget_entries(organisation_id: UUID, entry_ids: Sequence[UUID], attachment_ids: Sequence[UUID]) -> None:
    """Delete every row of the entries in `files`, and these attachments."""
    parameters = {"org": organisation_id, "ids": list(entry_ids), "attachments": list(attachment_ids)}
    run(_FORGET, parameters)


def empty_files(organisation_id: UUID, file_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Those of the files that have no entry any more, and when they were opened; locked, so that nothing is added."""
    ids = sorted(file_ids)
    fetch(_LOCK_FILES, [organisation_id, ids])
    return dict(fetch(_EMPTY, [organisation_id, ids]))


def forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    """Destroy the keys of files and delete them."""
    destroy_file_keys(organisation_id, file_ids)
    run([_FORGET_FILES], {"org": organisation_id, "ids": list(file_ids)})


def refresh_files(organisation_id: UUID, file_ids: Iterable[UUID]) -> None:
    """Say anew why files are kept that lost some of their entries."""
    run([_REFRESH], {"org": organisation_id, "ids": sorted(file_ids)})
