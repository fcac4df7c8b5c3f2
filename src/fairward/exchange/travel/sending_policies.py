"""What must be true before a sealed package is put on its way, tried again or stopped. Pure."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.exchange.travel.seam import LARGEST
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.travel.workflow import UNDERWAY
from fairward.kernel.denied import Denied


def check_can_send(partner: PartnerFacts, sealed: bytes, ring_id: UUID) -> None:
    """To a confirmed partner, sealed to the ring on its card of today, and not larger than they take."""
    if not partner.is_confirmed:
        raise Denied(
            "partner_not_confirmed",
            "You have not confirmed this organisation's card yet. Do that first, under Partners.",
        )
    if partner.card.ring_id != ring_id:
        raise Denied("ring_replaced", "They have a new key since this was prepared. Prepare it again.")
    if not 0 < len(sealed) <= LARGEST:
        raise Denied(
            "too_large",
            f"This is larger than {LARGEST // 1024 // 1024} MB. Send it in parts, or leave attachments out.",
        )


def check_can_retry(state: TravelState) -> None:
    """Only what has no receipt yet."""
    if state not in UNDERWAY:
        raise Denied("not_underway", "This is not waiting to be sent any more.")


def check_can_stop(state: TravelState, *, may_have_arrived: bool) -> None:
    """Only what certainly has not arrived; otherwise it would be forgotten here and read there."""
    check_can_retry(state)
    if may_have_arrived:
        raise Denied(
            "may_have_arrived",
            "The connection broke during the last attempt, so it may have arrived. It cannot be stopped any more. "
            "Ring them if it went to the wrong place.",
        )
