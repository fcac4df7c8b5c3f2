"""The one door by which a package that arrived is opened, in an unlocked session. It may not write, nor know what is in it.

Every opening checks everything again: addressee, sender, signature, promises. Only the partner that brought a package may have
signed it, with the key on the card that people compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.package.sealing import Opened, open_and_check, privates_by_ring
from fairward.exchange.travel.arrival_queries import one_arrived, sealed_for
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keys.ring_store import open_private_halves

_OTHER_RING = Denied(
    "no_key",
    "This was sealed to an earlier key of this organisation, which you do not hold. Ask somebody who has been here longer.",
)


@dataclass(frozen=True, slots=True)
class Brought:
    """A package that was opened and checked, and the partner that brought it."""

    opened: Opened
    sender: PartnerFacts


def open_arrival_for(
    actor: Actor, arrival_id: UUID, why: str, *, known: str = "", was_seen: Callable[[UUID], bool] = lambda _: False
) -> Brought:  # fmt: skip
    """Open and check what arrived. Writes the look. Refused where it is not a package from this partner for us; Denied without
    the ring that it was sealed to. `known`: the key it was signed with when it was accepted, in hex; the partner may have
    another one by now. `was_seen`: whether a package was accepted before.
    """
    ring_id, raw = sealed_for(actor, arrival_id, why)
    privates = open_private_halves(actor, RingKind.EXCHANGE)
    if ring_id not in privates:
        raise _OTHER_RING
    sender = partner(actor.organisation_id, one_arrived(actor.organisation_id, arrival_id).partner_id)
    opened = open_and_check(
        raw, organisation_id=actor.organisation_id, privates=privates_by_ring(privates.values()),
        keys_of=lambda who: _keys(sender, who, known), was_seen=was_seen,
    )  # fmt: skip
    return Brought(opened, sender)


def _keys(sender: PartnerFacts, who: UUID, known: str) -> Collection[bytes]:
    """The keys of the partner that brought it, and of nobody else: what another organisation signed is not theirs to bring."""
    if who != sender.other_id:
        return ()
    own = [sender.card.signing_key] if sender.is_confirmed else []
    return [*own, bytes.fromhex(known)] if known else own
