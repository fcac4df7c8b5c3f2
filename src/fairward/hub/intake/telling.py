"""Lets whoever sent a contact hear what becomes of it: a signed receipt with a sealed note. It may not tell of a child."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.receiving import answering
from fairward.exchange.travel.arrival_queries import one_arrived
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.travel.workflow import may_answer
from fairward.kernel.actor import Actor


def tell_sender(
    by: Actor, arrival_id: UUID | None, state: TravelState, words: str, *, keeps_sealed: bool = True
) -> None:
    """Sign a receipt about a contact that came as a package; nothing where it came otherwise, or where they know already.

    `keeps_sealed=False` lets go of the package itself.
    """
    if arrival_id is None:
        return
    arrived = one_arrived(by.organisation_id, arrival_id)
    if not may_answer(arrived.state, state):
        return
    answering.tell_sender(by, arrived, state, words=words, keeps_sealed=keeps_sealed)
