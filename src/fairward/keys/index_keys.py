"""The key of a purpose's search index: words become fingerprints. It may not see which entries carry them."""

from __future__ import annotations

from uuid import UUID

from fairward.audit.log import record_look
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import formats
from fairward.keys.keyring import fetch
from fairward.keys.models import IndexKey as IndexKeyRow
from fairward.keys.models import Ring
from fairward.keys.opened import Opened
from fairward.keys.ring_store import open_rings, unlocked_of

TABLE = "keys_indexkey"


class IndexKey(Opened):
    """An opened index key, for one request."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, stem: str) -> int:
        """The fingerprint of a stemmed word: 8 bytes of a keyed digest, as a signed integer."""
        digest = formats.keyed_digest(self._key, "search token", stem.encode())
        return int.from_bytes(digest[:8], "big", signed=True)


def open_index_key(actor: Actor, purpose: Purpose, *, why: str = "to use the search index") -> IndexKey:
    """Open the index of one purpose. The look is logged first: whoever has this key can test for words."""
    unlocked_of(actor)
    rows = fetch(
        "SELECT id, ring_id, sealed FROM keys_indexkey WHERE organisation_id = %s AND purpose = %s",
        [actor.organisation_id, int(purpose)],
    )
    if not rows:
        raise Denied("no_index", "There is no search index for this purpose yet.")
    index_id, ring_id, sealed = rows[0]
    record_look(actor, item_kind="search_index", item_ids=[index_id], subject_id=None, why=why)
    ring = open_rings(actor, RingKind.of(purpose)).get(ring_id)
    if ring is None:
        raise Denied("no_key", f"You do not hold the key for {purpose.word}.")
    return IndexKey(ring.open(bytes(sealed), index_place(actor.organisation_id, index_id)))


def make_index_key(ring: Ring) -> None:
    """A fresh index key for the purpose whose first ring this is."""
    index_id = new_id()
    place = index_place(ring.organisation_id, index_id)
    IndexKeyRow.objects.create(
        organisation_id=ring.organisation_id,
        id=index_id,
        purpose=ring.kind,
        ring_id=ring.id,
        sealed=formats.seal(bytes(ring.public), formats.new_key(), place),
    )


def index_place(organisation_id: UUID, index_id: UUID) -> bytes:
    """Where the key of a search index belongs."""
    return formats.bind(organisation_id, TABLE, index_id, 1)
