"""What somebody is to do, for those who do it: by when and from whom, never what. It may not open content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fairward.audit.log import record_list
from fairward.files.models import Entry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryKind, EntryState
from fairward.organisations.queries import names_of_members

MOST = 20


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that waits for whoever asks: its day, and who wrote it down and can say what it is."""

    due_on: date
    by: str


def own_to_do(actor: Actor) -> list[ToDo]:
    """What the asker is to do, the first due first."""
    rows = list(
        _open(actor.organisation_id)
        .filter(owner_id=actor.membership_id)
        .order_by("due_on", "id")
        .values_list("id", "due_on", "recorded_by")[:MOST]
    )
    if not rows:
        return []
    record_list(actor, item_kind="entry", item_ids=[row[0] for row in rows], why="what they are to do")
    names = names_of_members(actor.organisation_id, {row[2] for row in rows})
    return [ToDo(due_on, names[by].name if by in names else "a lead") for _, due_on, by in rows if due_on]


def owners_of_due(organisation_id: UUID, today: date) -> list[UUID]:
    """Members who have something to do by today: for the morning's content-free notice."""
    rows = _open(organisation_id).filter(due_on__lte=today)
    found = rows.order_by("owner_id").values_list("owner_id", flat=True).distinct()
    return [one for one in found if one is not None]


def _open(organisation_id: UUID) -> QuerySet[Entry]:
    return Entry.objects.filter(
        organisation_id=organisation_id,
        kind=int(EntryKind.ACTION),
        done_at__isnull=True,
        owner_id__isnull=False,
    ).exclude(state=int(EntryState.PUT_AWAY))
