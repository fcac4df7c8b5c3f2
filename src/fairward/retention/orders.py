"""The only writer of orders to destroy something, and of what they list. It may not destroy: `engine` does, later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.retention.groups import Together, not_held, together
from fairward.retention.kinds import kind_of
from fairward.retention.models import Destruction, DestructionItem
from fairward.retention.vocabulary import ItemKind, WhyDestroyed
from fairward.tenancy.rows import fetch

JOB = "retention.carry_out"
_STANDING = (
    "SELECT item_id FROM retention_destructionitem "
    "WHERE organisation_id = %s AND kind = %s AND item_id = ANY(%s) AND held_at IS NULL"
)


def order(
    by: Actor | None,
    *,
    organisation_id: UUID,
    kind: ItemKind,
    item_ids: Iterable[UUID],
    rule_id: str,
    why: WhyDestroyed,
    second_by: UUID | None = None,
    not_before: date | None = None,
) -> UUID | None:
    """Write the order in the caller's transaction; None when nothing is left to order.

    Whatever a hold freezes is left out, with all that goes together with it. What is about an entry (a decision, an action,
    a joined report) is ordered with it. Nothing goes before the day `not_before`. The caller writes the act.
    """
    days = _days(organisation_id, kind, list(item_ids))
    listed = kind if kind_of(kind) else ItemKind.ENTRY
    standing = {row[0] for row in fetch(_STANDING, [organisation_id, int(listed), list(days)])}
    days = {one: day for one, day in days.items() if one not in standing}
    if not days:
        return None
    destruction = Destruction.objects.create(
        organisation_id=organisation_id, id=new_id(), rule_id=rule_id, why=int(why), ordered_at=timezone.now(),
        ordered_by=by.membership_id if by is not None else None, second_by=second_by,
        not_before=not_before,
    )  # fmt: skip
    add_items(organisation_id, destruction.id, listed, days)
    if not_before is None:
        _ask_for_a_run(organisation_id)
    return destruction.id


def drop_order(organisation_id: UUID, destruction_id: UUID) -> bool:
    """Whoever decided it takes it back before its day: nothing of it has gone. False when it is too late. The caller writes
    the act."""
    rows = Destruction.objects.select_for_update().filter(
        organisation_id=organisation_id, id=destruction_id, not_before__gt=timezone.localdate(), done_at__isnull=True
    )  # fmt: skip
    if not rows:
        return False
    DestructionItem.objects.filter(organisation_id=organisation_id, destruction_id=destruction_id).delete()
    rows.delete()
    return True


def write_items(organisation_id: UUID, destruction_id: UUID, found: Together, ids: Iterable[UUID]) -> None:
    """List entries in an order, with the days on which they were recorded."""
    add_items(organisation_id, destruction_id, ItemKind.ENTRY, {one: found.recorded_on[one] for one in ids})


def add_items(
    organisation_id: UUID, destruction_id: UUID, kind: ItemKind, recorded_on: Mapping[UUID, date]
) -> None:
    """What an order lists already is listed once."""
    DestructionItem.objects.bulk_create(
        (
            DestructionItem(
                organisation_id=organisation_id, destruction_id=destruction_id, kind=int(kind), item_id=one, recorded_on=day
            )
            for one, day in recorded_on.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _days(organisation_id: UUID, kind: ItemKind, ids: list[UUID]) -> dict[UUID, date]:
    """What is listed, without what a hold freezes, and when it was recorded."""
    if other := kind_of(kind):
        held = other.held(organisation_id, ids)
        return dict(other.standing(organisation_id, [one for one in ids if one not in held]))
    if kind is ItemKind.FILE:
        asked = "SELECT id FROM files_entry WHERE organisation_id = %s AND file_id = ANY(%s)"
        ids = [row[0] for row in fetch(asked, [organisation_id, ids])]
    elif kind is not ItemKind.ENTRY:
        raise ValueError(f"{kind.word} go with the entries that were filed from them")
    found = together(organisation_id, ids)
    return {one: found.recorded_on[one] for one in not_held(organisation_id, found)}


def _ask_for_a_run(organisation_id: UUID) -> None:
    """The worker carries it out once the caller's transaction is committed; one such job waits at a time."""
    job = app.configure_task(JOB, queue="clock", queueing_lock=f"{JOB}:{organisation_id}")
    try:
        with transaction.atomic():
            job.defer(organisation_id=str(organisation_id))
    except AlreadyEnqueued:
        return
