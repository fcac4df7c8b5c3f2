"""Rows of rings and grants, and the opening of a ring. It may not log, and decides nobody's right to hold a ring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys import formats
from fairward.keys.keyring import fetch
from fairward.keys.models import Ring, RingGrant
from fairward.keys.persons import Person
from fairward.keys.unlocked import Unlocked
from fairward.keys.vouching import vouch, vouched

RING_TABLE, GRANT_TABLE = "keys_ring", "keys_ringgrant"
LOCKED = ("locked", "Unlock with your passphrase to read this.")


@dataclass(frozen=True, slots=True)
class StandingRing:
    """The version of a ring that everything new is sealed to."""

    id: UUID
    kind: RingKind
    public: bytes
    version: int


def make_ring(organisation_id: UUID, kind: RingKind, version: int) -> tuple[formats.Pair, Ring]:
    """Store a new standing version of a ring; the caller seals the private half to its holders, and forgets it."""
    pair, ring_id = formats.generate_pair(), new_id()
    ring = Ring.objects.create(
        organisation_id=organisation_id,
        id=ring_id,
        kind=int(kind),
        version=version,
        public=pair.public,
        vouched_by=vouch(organisation_id, RING_TABLE, ring_id, bytes([kind]) + pair.public),
        made_at=timezone.now(),
    )
    return pair, ring


def grant_to_people(ring: Ring, private: bytes, people: Iterable[Person], granted_by: UUID | None) -> None:
    """Seal a ring's private half to people; who has a grant for another pair of theirs gets it replaced."""
    place, now = grant_place(ring.organisation_id, ring.id), timezone.now()
    for person in people:
        RingGrant.objects.filter(
            organisation_id=ring.organisation_id, ring_id=ring.id, account_id=person.account_id
        ).delete()
        RingGrant.objects.create(
            organisation_id=ring.organisation_id,
            ring_id=ring.id,
            account_id=person.account_id,
            key_id=person.key_id,
            sealed=formats.seal(person.public, private, place),
            granted_by=granted_by,
            granted_at=now,
        )


def grant_to_sheet(
    ring: Ring, private: bytes, escrow_id: UUID, public: bytes, granted_by: UUID | None
) -> None:
    """Seal a ring's private half to the sheet in the safe."""
    RingGrant.objects.create(
        organisation_id=ring.organisation_id,
        ring_id=ring.id,
        escrow_id=escrow_id,
        sealed=formats.seal(public, private, grant_place(ring.organisation_id, ring.id)),
        granted_by=granted_by,
        granted_at=timezone.now(),
    )


def grant_place(organisation_id: UUID, ring_id: UUID) -> bytes:
    """Where the private half of a ring belongs."""
    return formats.bind(organisation_id, GRANT_TABLE, ring_id, 1)


def open_rings(actor: Actor, kind: RingKind) -> dict[UUID, formats.PrivateKey]:
    """The rings of a kind that the unlocked person holds, opened once per request: {ring id: private key}."""
    unlocked = unlocked_of(actor)
    cached = unlocked.opened_rings.get((actor.organisation_id, int(kind)))
    if cached is None:
        cached = {
            ring_id: formats.PrivateKey(private)
            for ring_id, private in open_private_halves(actor, kind).items()
        }
        unlocked.opened_rings[(actor.organisation_id, int(kind))] = cached
    return cached


def open_private_halves(actor: Actor, kind: RingKind) -> dict[UUID, bytes]:
    """The bytes themselves, for giving a ring to somebody else. Denied when the actor does not hold the ring."""
    unlocked = unlocked_of(actor)
    rows = fetch(
        "SELECT r.id, g.sealed FROM keys_ringgrant g "
        "JOIN keys_ring r ON r.organisation_id = g.organisation_id AND r.id = g.ring_id "
        "JOIN keys_personkey p ON p.key_id = g.key_id AND p.lock_number = %s "
        "WHERE g.organisation_id = %s AND g.account_id = %s AND g.key_id = %s AND r.kind = %s",
        [unlocked.lock_number, actor.organisation_id, unlocked.account_id, unlocked.key_id, int(kind)],
    )
    if not rows:
        raise Denied("no_key", f"You do not hold the key for {kind.word}.")
    return {
        ring_id: unlocked.open(bytes(sealed), grant_place(actor.organisation_id, ring_id))
        for ring_id, sealed in rows
    }


def unlocked_of(actor: Actor) -> Unlocked:
    """The opened key of whoever acts; Denied when locked, or when it is somebody else's."""
    unlocked: Unlocked | None = actor.unlocked
    if unlocked is None:
        raise Denied(*LOCKED)
    if unlocked.account_id != actor.account_id:
        raise Denied("not_yours", "This key belongs to somebody else. Sign out and sign in again.")
    return unlocked


def standing_rings(organisation_id: UUID, kinds: Iterable[RingKind]) -> dict[RingKind, StandingRing]:
    """The versions to seal to now. Held until commit, so that none is emptied while something new is sealed to it."""
    wanted = {int(kind) for kind in kinds}
    for _ in range(
        3
    ):  # a rotation that commits while we wait hides the old version before we can see the new one
        rows = fetch(
            "SELECT id, kind, public, vouched_by, version FROM keys_ring "
            "WHERE organisation_id = %s AND kind = ANY(%s::smallint[]) AND retired_at IS NULL FOR KEY SHARE",
            [organisation_id, sorted(wanted)],
        )
        if len(rows) == len(wanted):
            return {ring.kind: ring for ring in (_checked(organisation_id, *row) for row in rows)}
    raise Denied(
        "no_ring", "The organisation has no key for this yet. The administrator can make it under Keys."
    )


def _checked(
    organisation_id: UUID, ring_id: UUID, kind: int, stored: bytes, tag: bytes, version: int
) -> StandingRing:
    public = bytes(stored)
    vouched(organisation_id, RING_TABLE, ring_id, bytes([kind]) + public, bytes(tag))
    return StandingRing(ring_id, RingKind(kind), public, version)
