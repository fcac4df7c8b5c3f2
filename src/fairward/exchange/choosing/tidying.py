"""When what was prepared and never sent goes: untouched for ninety days, or something of its file goes. It logs no act.

A draft may hold words about any entry of its file, and nobody here can open it: so it goes with the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.policies import OPEN
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.files.models import Entry
from fairward.keys.records import destroy_records
from fairward.retention.hanging import Hanging

UNTOUCHED = timedelta(days=90)
WARNED = timedelta(days=30)


def goes_at(changed_at: datetime) -> datetime:
    """When a draft goes that nobody touches."""
    return changed_at + UNTOUCHED


def is_nearly_gone(changed_at: datetime, now: datetime) -> bool:
    """Whether the file's page says when it goes."""
    return goes_at(changed_at) - now <= WARNED


def drop_untouched(organisation_id: UUID, now: datetime) -> int:
    """Throw away what nobody has touched for ninety days, keys first; returns how many. For the nightly job."""
    old = Draft.objects.filter(
        organisation_id=organisation_id, changed_at__lte=now - UNTOUCHED, state__in=[int(one) for one in OPEN]
    )
    return _drop(organisation_id, old)


def forget_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Throw away what is prepared of the files in which these entries stand, keys first."""
    destroy_records(organisation_id, _records(organisation_id, entry_ids))
    _forget(organisation_id, entry_ids)


def drop_draft_of(organisation_id: UUID, draft_id: UUID) -> None:
    """Throw away what was prepared for a question that was answered otherwise, its key first."""
    begun = Draft.objects.filter(organisation_id=organisation_id, id=draft_id)
    _drop(organisation_id, begun.filter(state__in=[int(one) for one in OPEN]))


def _drop(organisation_id: UUID, drafts: QuerySet[Draft]) -> int:
    ids = list(drafts.values_list("id", flat=True))
    destroy_records(organisation_id, ids)
    return _empty(organisation_id, ids)


def _empty(organisation_id: UUID, ids: Sequence[UUID]) -> int:
    rows = Draft.objects.filter(organisation_id=organisation_id, id__in=ids)
    rows.filter(state=int(DraftState.SENT)).update(sealed=b"", read_sealed=b"")
    others = rows.exclude(state=int(DraftState.SENT))
    return others.update(sealed=b"", read_sealed=b"", state=int(DraftState.DROPPED))


def _records(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """The drafts that still hold something and whose file holds one of these entries; a draft is its own record."""
    return list(_with_words(organisation_id, entry_ids).values_list("id", flat=True))


def _forget(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    _empty(organisation_id, _records(organisation_id, entry_ids))


def forget_files(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
    """Delete what is left of drafts of files that go."""
    Draft.objects.filter(organisation_id=organisation_id, file_id__in=file_ids).delete()


def _with_words(organisation_id: UUID, entry_ids: Sequence[UUID]) -> QuerySet[Draft]:
    entries = Entry.objects.filter(organisation_id=organisation_id, id__in=entry_ids)
    files = entries.values_list("file_id", flat=True)
    return Draft.objects.filter(organisation_id=organisation_id, file_id__in=list(files)).exclude(sealed=b"")


ON_ENTRIES = Hanging(_records, _forget, forget_files)
