"""The note in a receipt: a few words of whoever answers, sealed to the sender's exchange ring. It may not store one.

sealed = seal_note(partner.card, package_id, "Priya Nair, screener, has it.")      by the recipient, for `answer(note=…)`
open_note(private, sender_id, package_id, sealed)                                  by the sender, with its exchange ring
"""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.travel.cards import Card
from fairward.keys import formats

TABLE = "receipt_note"


def seal_note(sender: Card, package_id: UUID, words: str) -> bytes:
    """The note about a package, for whoever sent it."""
    return formats.seal(sender.ring_key, words.encode(), _place(sender.organisation_id, package_id))


def open_note(private: bytes, sender_id: UUID, package_id: UUID, sealed: bytes) -> str:
    """The words; FormatError unless key, sender and package are right."""
    return formats.open_sealed(private, sealed, _place(sender_id, package_id)).decode()


def _place(sender_id: UUID, package_id: UUID) -> bytes:
    return formats.bind(sender_id, TABLE, package_id, 1)
