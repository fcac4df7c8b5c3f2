"""Reads the entries of the file of which something is prepared: all of them, or one, with everything that may be chosen.

It may not write. Each reading is a look.
"""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.files.queries import MOST_SCANNED
from fairward.files.reading import entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


def entries_of(actor: Actor, draft: OpenedDraft, why: str) -> list[RenderedEntry]:
    """Every entry of the file, oldest first."""
    rows = entry_rows(
        actor.organisation_id,
        "file_id = %s ORDER BY occurred_at, id LIMIT %s",
        [draft.file.id, MOST_SCANNED],
    )
    return open_entries(actor, draft.file, rows, why)


def one_entry_of(actor: Actor, draft: OpenedDraft, entry_id: UUID, why: str) -> list[RenderedEntry]:
    """One entry of the file, and after it the one that it is about, if it is about another: its outcome counts."""
    rows = entry_rows(actor.organisation_id, "file_id = %s AND id = %s", [draft.file.id, entry_id])
    if not rows:
        raise NotFound("entry")
    about = rows[0]["about_entry_id"]
    if about is not None:
        rows += entry_rows(actor.organisation_id, "file_id = %s AND id = %s", [draft.file.id, about])
    return open_entries(actor, draft.file, rows, why)
