"""After a rotation: moves what hangs on a retired ring to the standing one, in steps. It may not change any content.

Runs in the unlocked session of somebody who holds both versions; each step is one request, with a progress bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keys import formats
from fairward.keys.escrow import renew_sheet_grants
from fairward.keys.file_keys import file_place, wrap_place
from fairward.keys.index_keys import index_place
from fairward.keys.keyring import change_many, fetch
from fairward.keys.models import Ring, RingGrant
from fairward.keys.ring_store import StandingRing, open_rings, standing_rings, unlocked_of

# What is sealed to a ring (holder kind 1): how to take a handful, how to put it back, the place it is bound to.
_SEALED_TO_RINGS: tuple[tuple[str, str, Any], ...] = (
    (
        "SELECT id, id, sealed FROM keys_filekey WHERE organisation_id = %s AND ring_id = %s LIMIT %s FOR UPDATE",
        "UPDATE keys_filekey SET ring_id = %s, sealed = %s WHERE organisation_id = %s AND id = %s",
        file_place,
    ),
    (
        "SELECT id, id, sealed FROM keys_indexkey WHERE organisation_id = %s AND ring_id = %s LIMIT %s FOR UPDATE",
        "UPDATE keys_indexkey SET ring_id = %s, sealed = %s WHERE organisation_id = %s AND id = %s",
        index_place,
    ),
    (
        "SELECT id, record_id, wrapped FROM keys_recordwrap "
        "WHERE organisation_id = %s AND holder_kind = 1 AND holder_id = %s LIMIT %s FOR UPDATE",
        "UPDATE keys_recordwrap SET holder_id = %s, wrapped = %s WHERE organisation_id = %s AND id = %s",
        wrap_place,
    ),
)

_COUNT = (
    "SELECT (SELECT count(*) FROM keys_filekey WHERE organisation_id = %s AND ring_id = ANY(%s)) "
    "+ (SELECT count(*) FROM keys_indexkey WHERE organisation_id = %s AND ring_id = ANY(%s)) "
    "+ (SELECT count(*) FROM keys_recordwrap "
    "WHERE organisation_id = %s AND holder_kind = 1 AND holder_id = ANY(%s))"
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far re-sealing is: keys moved in this step, and keys that still hang on retired rings."""

    moved: int
    left: int


def pending(organisation_id: UUID, kinds: list[RingKind] | None = None) -> int:
    """How many keys still hang on retired rings (of these kinds): for the banner and the progress bar."""
    return _left(organisation_id, [ring_id for ring_id, _ in _retired(organisation_id, kinds)])


def reseal_pending(actor: Actor, limit: int = 200) -> Progress:
    """Move at most `limit` keys, of the rings that the actor holds, and put away old versions that nothing needs."""
    unlocked_of(actor)
    moved, mine = 0, []
    for ring_id, kind in _retired(actor.organisation_id, None):
        opened = _opened(actor, kind)
        if ring_id not in opened:
            continue
        mine.append(ring_id)
        new = standing_rings(actor.organisation_id, [kind])[kind]
        moved += _move(actor.organisation_id, ring_id, opened[ring_id], new, limit - moved)
        _empty_if_bare(actor.organisation_id, ring_id)
    renew_sheet_grants(actor)
    return Progress(moved, _left(actor.organisation_id, mine))


def _move(organisation_id: UUID, old_id: UUID, old: formats.PrivateKey, new: StandingRing, limit: int) -> int:
    moved = 0
    for take, put, place_of in _SEALED_TO_RINGS:
        if moved >= limit:
            break
        changes = []
        for row_id, bound_id, sealed in fetch(take, [organisation_id, old_id, limit - moved]):
            place = place_of(organisation_id, bound_id)
            resealed = formats.seal(new.public, old.open(bytes(sealed), place), place)
            changes.append((new.id, resealed, organisation_id, row_id))
        if changes:
            change_many(put, changes)
        moved += len(changes)
    return moved


def _empty_if_bare(organisation_id: UUID, ring_id: UUID) -> None:
    """Delete a retired ring's private half when nothing hangs on it; the lock waits for whoever is sealing to it."""
    Ring.objects.select_for_update().filter(organisation_id=organisation_id, id=ring_id).first()
    if _left(organisation_id, [ring_id]) or _hangs_elsewhere(organisation_id, ring_id):
        return
    RingGrant.objects.filter(organisation_id=organisation_id, ring_id=ring_id).delete()
    Ring.objects.filter(organisation_id=organisation_id, id=ring_id).update(emptied_at=timezone.now())


def _hangs_elsewhere(organisation_id: UUID, ring_id: UUID) -> bool:
    """Whether a room above has something that only this ring opens (a package that arrived): the settings name who knows."""
    return any(import_string(path)(organisation_id, ring_id) for path in settings.FAIRWARD_HANGS_ON_RINGS)


def _retired(organisation_id: UUID, kinds: list[RingKind] | None) -> list[tuple[UUID, RingKind]]:
    rows = fetch(
        "SELECT id, kind FROM keys_ring WHERE organisation_id = %s AND retired_at IS NOT NULL "
        "AND emptied_at IS NULL ORDER BY kind, version",
        [organisation_id],
    )
    return [(ring_id, RingKind(kind)) for ring_id, kind in rows if kinds is None or kind in kinds]


def _left(organisation_id: UUID, ring_ids: list[UUID]) -> int:
    return int(fetch(_COUNT, [organisation_id, ring_ids] * 3)[0][0]) if ring_ids else 0


def _opened(actor: Actor, kind: RingKind) -> dict[UUID, formats.PrivateKey]:
    """Nothing when the actor does not hold the kind: its own holders will move it."""
    try:
        return open_rings(actor, kind)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return {}
