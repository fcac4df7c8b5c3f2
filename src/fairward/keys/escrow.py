"""What is done with the sheet in the safe: made, tested, used when everyone forgot, replaced. It may not keep words."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keys import formats, persons
from fairward.keys.keyring import fetch
from fairward.keys.models import Ring, RingGrant
from fairward.keys.ring_store import (
    grant_place,
    grant_to_people,
    grant_to_sheet,
    open_private_halves,
    unlocked_of,
)
from fairward.keys.sheets import (
    NewSheet,
    StandingSheet,
    has_sheet,
    mark_sheet,
    pair_of_sheet,
    put_new_sheet,
    standing_sheet,
)
from fairward.tenancy.context import use_keyring

__all__ = [
    "NewSheet",
    "StandingSheet",
    "has_sheet",
    "make_sheet",
    "renew_sheet_grants",
    "replace_sheet",
    "rings_not_on_sheet",
    "standing_sheet",
    "test_sheet",
    "use_sheet",
]


def make_sheet(organisation_id: UUID) -> NewSheet:
    """Make the first sheet, at set-up; its `public` goes to `rings.create_rings`."""
    if has_sheet(organisation_id):
        raise Denied("sheet_stands", "There is a sheet already. A holder of the keys can replace it.")
    return put_new_sheet(organisation_id)


def test_sheet(actor: Actor, typed_words: str) -> None:
    """Fire drill: prove that the paper would open, without opening anything and without using it up."""
    pair_of_sheet(actor.organisation_id, typed_words)
    sheet = standing_sheet(actor.organisation_id)
    mark_sheet(actor.organisation_id, sheet.id, tested=True)
    record_act(actor, act="keys.sheet_tested", item_kind="sheet", item_id=sheet.id)


def use_sheet(
    actor: Actor, typed_words: str, to_account_id: UUID, kinds: Iterable[RingKind]
) -> list[RingKind]:
    """Everyone forgot: give rings to a person with the sheet's words. Returns the kinds given; the sheet is used up."""
    pair = pair_of_sheet(actor.organisation_id, typed_words)
    sheet = standing_sheet(actor.organisation_id)
    person = persons.person_with_key(to_account_id)
    opener, given = formats.PrivateKey(pair.private), set()
    grants = RingGrant.objects.filter(organisation_id=actor.organisation_id, escrow_id=sheet.id)
    sealed = {ring_id: bytes(value) for ring_id, value in grants.values_list("ring_id", "sealed")}
    wanted = [int(kind) for kind in kinds]
    for ring in Ring.objects.filter(
        organisation_id=actor.organisation_id, id__in=list(sealed), kind__in=wanted
    ):
        private = opener.open(sealed[ring.id], grant_place(actor.organisation_id, ring.id))
        grant_to_people(ring, private, [person], actor.account_id)
        given.add(RingKind(ring.kind))
    mark_sheet(actor.organisation_id, sheet.id, used=True)
    record_act(actor, act="keys.sheet_used", item_kind="sheet", item_id=sheet.id)
    return sorted(given)


def replace_sheet(actor: Actor) -> NewSheet:
    """Print another sheet: rings that the actor holds move to it now, the others when their holders next unlock."""
    unlocked_of(actor)
    new = put_new_sheet(actor.organisation_id)
    renew_sheet_grants(actor)
    sheet = standing_sheet(actor.organisation_id)
    record_act(actor, act="keys.sheet_replaced", item_kind="sheet", item_id=sheet.id)
    return new


def renew_sheet_grants(actor: Actor) -> int:
    """Seal to the standing sheet each ring the actor holds that is not on it yet; older sheets then open it no more."""
    sheet, moved = standing_sheet(actor.organisation_id), 0
    lacking = _versions_not_on(actor.organisation_id, sheet.id)
    for kind in {kind for _, kind in lacking}:
        privates = _held(actor, kind)
        mine = [ring_id for ring_id, of in lacking if of == kind and ring_id in privates]
        for ring in Ring.objects.filter(organisation_id=actor.organisation_id, id__in=mine):
            grant_to_sheet(ring, privates[ring.id], sheet.id, sheet.public, actor.account_id)
            old = RingGrant.objects.filter(
                organisation_id=actor.organisation_id, ring_id=ring.id, account_id=None
            )
            old.exclude(escrow_id=sheet.id).delete()
            moved += 1
    return moved


def rings_not_on_sheet(organisation_id: UUID) -> list[RingKind]:
    """Rings that the sheet which stands would not open: a holder must unlock once, or nobody could ever help."""
    sheet = standing_sheet(organisation_id)
    return sorted({kind for _, kind in _versions_not_on(organisation_id, sheet.id)})


def _held(actor: Actor, kind: RingKind) -> dict[UUID, bytes]:
    """Nothing when the actor does not hold the kind: another holder will move it."""
    try:
        return open_private_halves(actor, kind)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return {}


def _versions_not_on(organisation_id: UUID, sheet_id: UUID) -> list[tuple[UUID, RingKind]]:
    use_keyring()
    rows = fetch(
        "SELECT r.id, r.kind FROM keys_ring r WHERE r.organisation_id = %s AND r.emptied_at IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM keys_ringgrant g WHERE g.organisation_id = r.organisation_id AND g.ring_id = r.id "
        "AND g.escrow_id = %s)",
        [organisation_id, sheet_id],
    )
    return [(ring_id, RingKind(kind)) for ring_id, kind in rows]
