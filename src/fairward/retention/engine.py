"""Destroys what was ordered: keys first, then rows, then a certificate. It may not decide that something goes.

The keyring and the record are two databases (ADR 0002), so no step may rely on the one before: each is found out from what is
there. An entry without a row is done; one whose keys are gone is finished, hold or not; everything else asks for holds again
at the moment at which its keys would go. A run that is interrupted anywhere is finished by the next.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError, connections
from django.utils import timezone

from fairward.retention import entries, kinds
from fairward.retention.certificate_actions import certify
from fairward.retention.destroying import check_references, destroy_entries
from fairward.retention.groups import sort_out, together
from fairward.retention.holding import no_hold_comes
from fairward.retention.models import DestructionItem
from fairward.retention.orders import add_items, order, write_items
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.context import as_organisation
from fairward.tenancy.rows import fetch

__all__ = ["carry_out", "order"]

# Groups in one transaction. After each the run rests three times as long as it worked: nobody waits for it longer than one
# short batch, and most of the time is left to whoever works beside it. Nothing of this is in a hurry.
BATCH = 20
REST = 3

_UNFINISHED = (
    "SELECT id FROM retention_destruction WHERE organisation_id = %s AND done_at IS NULL "
    "AND (not_before IS NULL OR not_before <= %s) ORDER BY ordered_at, id"
)
_MINE = (
    "SELECT 1 FROM retention_destruction WHERE organisation_id = %s AND id = %s AND done_at IS NULL "
    "FOR UPDATE SKIP LOCKED"
)
# Entries that are still there, without those that go with another one of the same order.
_NEXT = """
SELECT i.item_id FROM retention_destructionitem i
JOIN files_entry e ON e.organisation_id = i.organisation_id AND e.id = i.item_id
WHERE i.organisation_id = %(org)s AND i.destruction_id = %(order)s AND i.held_at IS NULL AND i.kind = %(kind)s
AND NOT EXISTS (
  SELECT 1 FROM retention_destructionitem p WHERE p.organisation_id = i.organisation_id
  AND p.destruction_id = i.destruction_id AND p.kind = i.kind AND p.item_id = e.about_entry_id AND p.held_at IS NULL)
ORDER BY i.item_id LIMIT %(most)s
"""
_NEXT_OF_KIND = """
SELECT i.item_id FROM retention_destructionitem i
JOIN {table} t ON t.organisation_id = i.organisation_id AND t.id = i.item_id
WHERE i.organisation_id = %(org)s AND i.destruction_id = %(order)s AND i.held_at IS NULL AND i.kind = %(kind)s
ORDER BY i.item_id LIMIT %(most)s
"""


def carry_out(organisation_id: UUID) -> int:
    """Finish every order that is not done; returns how many certificates were made. Call it outside any transaction.

    One order that fails does not hold up the others; the failure is raised after them.
    """
    with as_organisation(organisation_id):
        waiting = [row[0] for row in fetch(_UNFINISHED, [organisation_id, timezone.localdate()])]
    made, failed = 0, None
    for destruction_id in waiting:
        try:
            made += _finish(organisation_id, destruction_id)
        except DatabaseError as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return made


def _finish(organisation_id: UUID, destruction_id: UUID) -> int:
    while True:
        began = time.monotonic()
        with as_organisation(organisation_id):
            if not fetch(_MINE, [organisation_id, destruction_id]):
                return 0  # somebody else is at it, or has finished it
            if not _destroy_some(organisation_id, destruction_id):
                return certify(organisation_id, destruction_id)
        time.sleep(REST * (time.monotonic() - began))


def _destroy_some(organisation_id: UUID, destruction_id: UUID) -> int:
    """Destroy the next batch, in the caller's transaction; returns how many entries were settled, 0 when none is left."""
    no_hold_comes(organisation_id)
    asked = {"org": organisation_id, "order": destruction_id, "kind": int(ItemKind.ENTRY), "most": BATCH}
    found = together(organisation_id, [row[0] for row in fetch(_NEXT, asked)])
    if not found.ids:
        return _destroy_some_others(organisation_id, destruction_id)
    files = entries.lock_entries(organisation_id, found.ids)
    choice = sort_out(organisation_id, found)
    write_items(organisation_id, destruction_id, found, choice.going)
    _mark_held(organisation_id, destruction_id, ItemKind.ENTRY, choice.staying)
    if choice.going:
        gone = destroy_entries(organisation_id, choice.going, files)
        add_items(organisation_id, destruction_id, ItemKind.FILE, gone.files)
        _count(organisation_id, destruction_id, gone.records)
    return len(found.ids)


def _destroy_some_others(organisation_id: UUID, destruction_id: UUID) -> int:
    """What is no entry: the next batch of the first kind of which something is left."""
    for kind in kinds.kinds():
        if settled := _destroy_some_of(kind, organisation_id, destruction_id):
            return settled
    return 0


def _destroy_some_of(kind: kinds.GoingKind, organisation_id: UUID, destruction_id: UUID) -> int:
    asked = {"org": organisation_id, "order": destruction_id, "kind": int(kind.kind), "most": BATCH}
    listed = [row[0] for row in fetch(_NEXT_OF_KIND.format(table=kind.table), asked)]
    found = list(kind.standing(organisation_id, listed)) if listed else []
    if not found:
        return 0
    held = set(kind.held(organisation_id, found))
    held -= kinds.begun(kind, organisation_id, held)
    _mark_held(organisation_id, destruction_id, kind.kind, sorted(held))
    going = [one for one in found if one not in held]
    if going:
        _count(organisation_id, destruction_id, kinds.destroy(kind, organisation_id, going))
    return len(found)


def _count(organisation_id: UUID, destruction_id: UUID, records: int) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "UPDATE retention_destruction SET records = records + %s WHERE organisation_id = %s AND id = %s",
            [records, organisation_id, destruction_id],
        )
    check_references()


def _mark_held(organisation_id: UUID, destruction_id: UUID, kind: ItemKind, staying: Sequence[UUID]) -> None:
    """A hold came between order and keys: these are no longer part of the order."""
    DestructionItem.objects.filter(
        organisation_id=organisation_id, destruction_id=destruction_id, kind=int(kind), item_id__in=staying,
        held_at__isnull=True,
    ).update(held_at=timezone.now())  # fmt: skip
