"""What must be true before another organisation's card is taken or trusted. Pure."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.travel import cards
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.kernel.denied import Denied


def check_can_add(own_id: UUID, card: Card, *, is_usable: bool, published: Card | None) -> None:
    """Not one's own card; an address that can be reached safely; of an organisation that is here, its own card."""
    if card.organisation_id == own_id:
        raise Denied("own_card", "This is your own card. Send it to them, and add theirs here.")
    if published is not None and published.signing_key != card.signing_key:
        raise Denied(
            "not_that_organisation",
            "This card names an organisation of this installation but was not made by it. Do not use it. "
            "Choose the organisation from the list instead, and tell whoever runs Fairward.",
        )
    if published is None and not is_usable:
        raise Denied(
            "address_not_usable",
            "The address on this card does not begin with https. Nothing can be sent there: ask them for a new card.",
        )


def check_can_confirm(partner: PartnerFacts, *, heard: str, phoned: str, is_here: bool) -> Card:
    """The card that becomes trusted: only with the digits that somebody read out, and with whom."""
    card = partner.to_compare
    if card is None:
        raise Denied("nothing_to_confirm", "This card is confirmed already.")
    if not phoned.strip():
        raise Denied("phoned_missing", "Write whom you spoke to: their name and what they do there.")
    if not is_here and not cards.is_heard(card, heard):
        raise Denied(
            "digits_differ",
            "These are not the digits of this card. Ask for them again, slowly. If they still differ, the card was not "
            "made by them: withdraw it, and tell them.",
        )
    return card
