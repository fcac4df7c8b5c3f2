"""Gives lines their places, grows the tree and has its head signed, outside the web process. It may not hold a key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connections, transaction

from fairward.audit.merkle import Frontier, hash_leaf
from fairward.audit.models import (
    InstallationCheckpoint,
    InstallationHead,
    Leaf,
    LogKey,
    Pending,
    Place,
    SignedHead,
)
from fairward.audit.notes import (
    Checkpoint,
    PublicKey,
    Signer,
    installation_origin,
    origin_of,
    sign_checkpoint,
)
from fairward.audit.reading import LEAF_COLUMNS, to_leaf
from fairward.kernel.ids import new_id
from fairward.tenancy.context import as_organisation

BATCH = 500
_INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """What one run did: lines that got a place, lines in all, and the newest checkpoint (None in an empty log)."""

    placed: int
    size: int
    note: str | None


def checkpoint_organisation(organisation_id: UUID, signer: Signer) -> Checkpointed:
    """Place all waiting lines, 500 to a checkpoint. Called by a periodic job every minute; a second one just waits."""
    placed = 0
    while True:
        with as_organisation(organisation_id):
            _queue(str(organisation_id))
            done = _place_batch(organisation_id, signer)
        placed += done.placed
        if done.placed < BATCH:
            return Checkpointed(placed, done.size, done.note)


def checkpoint_installation(signer: Signer) -> Checkpointed:
    """Sign the log of all organisations' heads, if it has grown."""
    with transaction.atomic():
        _queue(_INSTALLATION)
        last = InstallationCheckpoint.objects.order_by("-size").first()
        frontier = Frontier.from_bytes(last.size, bytes(last.frontier)) if last else Frontier()
        heads = InstallationHead.objects.filter(place__gte=frontier.size).order_by("place")
        hashes = list(heads.values_list("leaf_hash", flat=True))
        if not hashes:
            return Checkpointed(0, frontier.size, last.note if last else None)
        for leaf_hash in hashes:
            frontier.append(bytes(leaf_hash))
        now = datetime.now(UTC)
        origin = installation_origin(signer.public)
        note = sign_checkpoint(Checkpoint(origin, frontier.size, frontier.root(), now), signer)
        InstallationCheckpoint.objects.create(
            size=frontier.size,
            root=frontier.root(),
            frontier=frontier.to_bytes(),
            note=note,
            public_key=str(PublicKey(origin, signer.public)),
            signed_at=now,
        )
        return Checkpointed(len(hashes), frontier.size, note)


def _place_batch(organisation_id: UUID, signer: Signer) -> Checkpointed:
    last = SignedHead.objects.filter(organisation_id=organisation_id).order_by("-size").first()
    frontier = Frontier.from_bytes(last.size, bytes(last.frontier)) if last else Frontier()
    waiting = Pending.objects.filter(organisation_id=organisation_id).order_by("id")
    ids = list(waiting.values_list("id", flat=True)[:BATCH])
    rows = Leaf.objects.filter(organisation_id=organisation_id, id__in=ids).order_by("id")
    leaves = [to_leaf(row) for row in rows.values_list(*LEAF_COLUMNS)]
    if not leaves:
        return Checkpointed(0, frontier.size, last.note if last else None)
    places = []
    for leaf in leaves:
        leaf_hash = leaf.hash()
        places.append(
            Place(organisation_id=organisation_id, id=leaf.id, place=frontier.size, leaf_hash=leaf_hash)
        )
        frontier.append(leaf_hash)
    Place.objects.bulk_create(places)
    Pending.objects.filter(organisation_id=organisation_id, id__in=[leaf.id for leaf in leaves]).delete()
    note = _sign_head(organisation_id, frontier, signer)
    return Checkpointed(len(leaves), frontier.size, note)


def _sign_head(organisation_id: UUID, frontier: Frontier, signer: Signer) -> str:
    now = datetime.now(UTC)
    origin = origin_of(organisation_id)
    note = sign_checkpoint(Checkpoint(origin, frontier.size, frontier.root(), now), signer)
    SignedHead.objects.create(
        organisation_id=organisation_id,
        size=frontier.size,
        root=frontier.root(),
        frontier=frontier.to_bytes(),
        note=note,
        signed_at=now,
    )
    key = str(PublicKey(origin, signer.public))
    if not LogKey.objects.filter(organisation_id=organisation_id, public_key=key).exists():
        LogKey.objects.create(organisation_id=organisation_id, id=new_id(), public_key=key, first_used_at=now)
    _append_head(organisation_id, note)
    return note


def _append_head(organisation_id: UUID, note: str) -> None:
    """One line in the installation's log; jobs queue here, people never do."""
    _queue(_INSTALLATION)
    last = InstallationHead.objects.order_by("-place").values_list("place", flat=True).first()
    InstallationHead.objects.create(
        place=0 if last is None else last + 1,
        organisation_id=organisation_id,
        note=note,
        leaf_hash=hash_leaf(note.encode()),
    )


def _queue(what: str) -> None:
    """Wait for other jobs on the same log; released with the transaction."""
    number = int.from_bytes(
        hashlib.sha256(b"fairward audit " + what.encode()).digest()[:8], "big", signed=True
    )
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
