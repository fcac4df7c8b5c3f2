"""Takes entries out of every view while something forbids destroying them. It destroys nothing and logs no act.

What a hold freezes is put away, and goes when nothing freezes it any more (`mistakes`, `retention.destroying`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from fairward.files.models import Entry, IndexToken
from fairward.kernel.vocabulary import EntryState
from fairward.retention.holding import frozen

Freeze = Callable[[UUID, UUID, Sequence[UUID]], bool]


def is_held(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> bool:
    """Whether a hold freezes any of these entries."""
    return bool(frozen(organisation_id, entry_ids))


# Each is asked (organisation, file, entries) whether something forbids destroying them now.
FREEZES: tuple[Freeze, ...] = (is_held,)


def is_frozen(organisation_id: UUID, file_id: UUID, entry_ids: Sequence[UUID]) -> bool:
    """Whether something forbids destroying these entries of a file now."""
    return any(freezes(organisation_id, file_id, entry_ids) for freezes in FREEZES)


def put_away(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Take entries out of every page, list, search and count, and keep them sealed until they may be destroyed."""
    IndexToken.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids).delete()
    Entry.objects.filter(organisation_id=organisation_id, id__in=entry_ids).update(
        state=int(EntryState.PUT_AWAY)
    )


def put_away_entries(organisation_id: UUID) -> dict[UUID, list[UUID]]:
    """File -> its entries that wait until nothing freezes them any more."""
    rows = Entry.objects.filter(organisation_id=organisation_id, state=int(EntryState.PUT_AWAY))
    found: dict[UUID, list[UUID]] = {}
    for file_id, entry_id in rows.order_by("file_id", "id").values_list("file_id", "id"):
        found.setdefault(file_id, []).append(entry_id)
    return found


def let_go_of_reports(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """The reports that these entries were filed from do not go with them: they are about somebody else, or wait on the desk."""
    Entry.objects.filter(organisation_id=organisation_id, id__in=entry_ids).update(concern_id=None)
