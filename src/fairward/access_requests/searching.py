"""Where the school looks for what it holds about a child, and how much is there. It opens nothing.

Rooms above this one have places of their own; `FAIRWARD_PLACES_SEARCHED` names their functions (settings), so that a search
covers them without this room knowing them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.access_requests.vocabulary import SearchedPlace
from fairward.audit.reading import who_looked
from fairward.kernel.vocabulary import EntryState, Purpose
from fairward.tenancy.rows import fetch

MOST_LOOKS = 5_000
_PUT_AWAY = int(EntryState.PUT_AWAY)
_FILES = (
    "SELECT f.id, f.purpose, (SELECT count(*) FROM files_entry e WHERE e.organisation_id = f.organisation_id "  # noqa: S608 - constants
    f"AND e.file_id = f.id AND e.state <> {_PUT_AWAY}), (SELECT count(*) FROM files_entryattachment a JOIN files_entry e ON "
    "e.organisation_id = a.organisation_id AND e.id = a.entry_id WHERE a.organisation_id = f.organisation_id "
    f"AND e.file_id = f.id AND e.state <> {_PUT_AWAY}) "
    "FROM files_file f WHERE f.organisation_id = %s AND f.child_id = %s ORDER BY f.purpose"
)


@dataclass(frozen=True, slots=True)
class Found:
    """How much one place holds, and where it matters when the newest came. No content."""

    place: SearchedPlace
    found: int
    purpose: Purpose | None = None
    file_id: UUID | None = None
    newest_at: datetime | None = None


Look = Callable[[UUID, UUID], Sequence[Found]]


def search_places(organisation_id: UUID, child_id: UUID) -> list[Found]:
    """Every place, those with nothing in them too: that nothing was found there is part of the answer."""
    found = []
    for file_id, purpose, entries, attachments in fetch(_FILES, [organisation_id, child_id]):
        found.append(Found(SearchedPlace.FILE, entries, Purpose(purpose), file_id))
        if attachments:
            found.append(Found(SearchedPlace.ATTACHMENTS, attachments, Purpose(purpose), file_id))
    present = {one.purpose for one in found}
    found += [
        Found(SearchedPlace.FILE, 0, purpose)
        for purpose in Purpose
        if purpose is not Purpose.STAFF_CONDUCT and purpose not in present
    ]
    found += _elsewhere(organisation_id, child_id)
    lines = who_looked(organisation_id, subject_id=child_id, limit=MOST_LOOKS)
    return [*found, Found(SearchedPlace.LOOKS, len(lines)), Found(SearchedPlace.ROLL, 1)]


def reports_not_filed(organisation_id: UUID, child_id: UUID) -> Found:
    """Reports about the child that nobody has filed or answered yet: they are in no file that could be opened."""
    return next(
        (one for one in _elsewhere(organisation_id, child_id) if one.place is SearchedPlace.INTAKE),
        Found(SearchedPlace.INTAKE, 0),
    )


def _elsewhere(organisation_id: UUID, child_id: UUID) -> list[Found]:
    looks: list[Look] = [import_string(name) for name in settings.FAIRWARD_PLACES_SEARCHED]
    return [one for look in looks for one in look(organisation_id, child_id)]
