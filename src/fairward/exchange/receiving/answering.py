"""Tells a sender in a signed receipt what became of a package, with the name of whoever decided it. It decides nothing."""

from __future__ import annotations

from fairward.exchange.package.receipt_notes import ReceiptNote, seal_note
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members


def tell_sender(
    by: Actor,
    arrived: Arrived,
    state: TravelState,
    *,
    words: str = "",
    code: str = "",
    keeps_sealed: bool = True,
) -> None:
    """The receipt: who answers and what they are here, sealed to the sender's exchange ring of today."""
    own, sender = by.organisation_id, partner(by.organisation_id, arrived.partner_id)
    who = names_of_members(own, [by.membership_id])[by.membership_id]
    note = seal_note(
        ReceiptNote(who.name, who.role.word, words, code), ring_public=sender.card.ring_key,
        package_id=arrived.package_id, recipient_id=own,
    )  # fmt: skip
    answer(by=by, arrival_id=arrived.id, state=state, note=note, keeps_sealed=keeps_sealed)
