"""Makes the card of one's own organisation from its keys and settings. It may not store it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fairward.exchange.travel import cards
from fairward.exchange.travel.cards import Card
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys import signing
from fairward.keys.ring_store import StandingRing, standing_rings
from fairward.organisations.queries import organisation
from fairward.tenancy.context import use_keyring


def exchange_ring(organisation_id: UUID) -> StandingRing:
    """The ring to which packages for this organisation are sealed now; it is not emptied before the transaction ends."""
    use_keyring()
    return standing_rings(organisation_id, [RingKind.EXCHANGE])[RingKind.EXCHANGE]


def made(organisation_id: UUID) -> Card:
    """The card as it is today; Denied while the organisation has no keys yet."""
    own, ring = organisation(organisation_id), exchange_ring(organisation_id)
    return Card(
        organisation_id=organisation_id,
        name=own.name,
        kind=OrganisationKind(own.kind),
        address=settings.FAIRWARD_BASE_URL.rstrip("/"),
        signing_key=signing.verifying_key(organisation_id),
        ring_id=ring.id,
        ring_version=ring.version,
        ring_key=ring.public,
        made_at=timezone.now().replace(microsecond=0),
    )


def written(card: Card) -> str:
    """The card as text, signed as its organisation."""
    return cards.write(card, partial(signing.sign, card.organisation_id))


def made_or_none(organisation_id: UUID) -> Card | None:
    """As `made`, for jobs: nothing while there are no keys yet."""
    try:
        return made(organisation_id)
    except Denied:
        return None


def is_usable(address: str) -> bool:
    """Whether this installation sends to such an address."""
    return cards.is_usable(address, plain_loopback=settings.FAIRWARD_EXCHANGE_LOOPBACK)
