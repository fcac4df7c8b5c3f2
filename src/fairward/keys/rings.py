"""Rings of an organisation and who holds them. It may not decide who is entitled to hold one: its callers do.

When a holder leaves, a new version is made from public keys only; `resealing.reseal_pending` then moves what hangs on
the old version, in the next holder's unlocked session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import persons
from fairward.keys.index_keys import make_index_key
from fairward.keys.keyring import fetch
from fairward.keys.models import Ring, RingGrant
from fairward.keys.ring_store import (
    grant_to_people,
    grant_to_sheet,
    make_ring,
    open_private_halves,
    standing_rings,
)
from fairward.keys.sheets import sheet_to_seal_to, standing_sheet
from fairward.tenancy.context import use_keyring

FEWEST_HOLDERS = 2
TRIES = 5


def create_rings(
    organisation_id: UUID,
    kinds: Iterable[RingKind],
    first_holders: Sequence[UUID],
    escrow_public: bytes | None = None,
) -> None:
    """Make rings, each sealed to its first holders and to the sheet in the safe; a purpose's ring gets an index key."""
    use_keyring()
    people = list(persons.people_with_keys(first_holders).values())
    if not people:
        raise Denied("no_holder", "A ring needs somebody with a passphrase who holds it.")
    sheet = sheet_to_seal_to(organisation_id, escrow_public)
    for kind in kinds:
        pair, ring = make_ring(organisation_id, kind, 1)
        grant_to_people(ring, pair.private, people, None)
        grant_to_sheet(ring, pair.private, sheet.id, sheet.public, None)
        if int(kind) in {int(purpose) for purpose in Purpose}:
            make_index_key(ring)


def grant_ring(actor: Actor, ring_kind: RingKind, to_account_id: UUID) -> None:
    """Give a ring, every version of it that still opens something, to another person. The giver must hold it."""
    standing = _lock_standing(actor.organisation_id, ring_kind)
    person = persons.person_with_key(to_account_id)
    privates = open_private_halves(actor, ring_kind)
    for ring in Ring.objects.filter(organisation_id=actor.organisation_id, id__in=list(privates)):
        grant_to_people(ring, privates[ring.id], [person], actor.account_id)
    record_act(actor, act="keys.ring_granted", item_kind="ring", item_id=standing.id)


def revoke_holder(actor: Actor, ring_kind: RingKind, account_id: UUID) -> None:
    """Take a ring from a person and rotate it. Denied when nobody else would hold it."""
    _replace(actor, ring_kind, leaving=account_id)
    record_act(actor, act="keys.ring_taken", item_kind="account", item_id=account_id)


def rotate_ring(actor: Actor, ring_kind: RingKind) -> None:
    """Replace a ring although nobody leaves, e.g. after a sheet in the safe was seen by somebody."""
    ring = _replace(actor, ring_kind, leaving=None)
    record_act(actor, act="keys.ring_rotated", item_kind="ring", item_id=ring.id)


def check_can_leave(organisation_id: UUID, ring_kind: RingKind, account_id: UUID) -> None:
    """Denied when the ring would be left with nobody; so a page can say so before anybody tries."""
    standing = holders(organisation_id).get(ring_kind, [])
    if account_id not in standing:
        raise Denied("not_a_holder", f"This person does not hold the key for {ring_kind.word}.")
    if standing == [account_id]:
        raise Denied(
            "last_holder",
            f"Nobody else holds the key for {ring_kind.word}. Give it to another person first, then take it away here.",
        )


def ring_public(organisation_id: UUID, kind: RingKind) -> bytes:
    """The public half that everything new of this kind is sealed to."""
    return standing_rings(organisation_id, [kind])[kind].public


def holders(organisation_id: UUID) -> dict[RingKind, list[UUID]]:
    """Who holds each standing ring, with the pair that they have now."""
    rows = fetch(
        "SELECT r.kind, p.account_id FROM keys_ring r "
        "LEFT JOIN keys_ringgrant g ON g.organisation_id = r.organisation_id AND g.ring_id = r.id "
        "LEFT JOIN keys_personkey p ON p.key_id = g.key_id "
        "WHERE r.organisation_id = %s AND r.retired_at IS NULL ORDER BY r.kind, g.granted_at",
        [organisation_id],
    )
    found: dict[RingKind, list[UUID]] = {}
    for kind, account_id in rows:
        who = found.setdefault(RingKind(kind), [])
        if account_id is not None:
            who.append(account_id)
    return found


def rings_with_few_holders(organisation_id: UUID) -> list[RingKind]:
    """Rings that one accident would close: fewer than two people can open them."""
    return [kind for kind, who in holders(organisation_id).items() if len(who) < FEWEST_HOLDERS]


def _replace(actor: Actor, kind: RingKind, leaving: UUID | None) -> Ring:
    use_keyring()
    organisation_id = actor.organisation_id
    old = _lock_standing(organisation_id, kind)
    if leaving is not None:
        check_can_leave(organisation_id, kind, leaving)
    staying = [account for account in holders(organisation_id)[kind] if account != leaving]
    Ring.objects.filter(organisation_id=organisation_id, id=old.id).update(retired_at=timezone.now())
    pair, ring = make_ring(organisation_id, kind, old.version + 1)
    grant_to_people(ring, pair.private, persons.people_with_keys(staying).values(), actor.account_id)
    sheet = standing_sheet(organisation_id)
    grant_to_sheet(ring, pair.private, sheet.id, sheet.public, actor.account_id)
    if leaving is not None:
        RingGrant.objects.filter(
            organisation_id=organisation_id, account_id=leaving, ring_id__in=_versions(organisation_id, kind)
        ).delete()
    return ring


def _versions(organisation_id: UUID, kind: RingKind) -> list[UUID]:
    return list(
        Ring.objects.filter(organisation_id=organisation_id, kind=int(kind)).values_list("id", flat=True)
    )


def _lock_standing(organisation_id: UUID, kind: RingKind) -> Ring:
    """The standing version, held so that giving, taking and rotating come one after the other; reporting goes on."""
    use_keyring()
    standing = Ring.objects.filter(organisation_id=organisation_id, kind=int(kind), retired_at=None)
    for _ in range(TRIES):  # whoever waited for a rotation finds the old version retired, and looks again
        ring = standing.select_for_update(no_key=True).first()
        if ring is not None:
            return ring
    raise Denied("no_ring", f"The organisation has no key for {kind.word}.")
