"""States of a package on its way and who moves it. It may not move anything itself."""

from __future__ import annotations

from fairward.exchange.travel.vocabulary import TravelState

_S = TravelState
# Nobody waits for anything more.
ENDS = frozenset({_S.REFUSED, _S.RECALLED, _S.STOPPED})
# Before a signed receipt has come, the package itself is tried again.
UNDERWAY = frozenset({_S.QUEUED, _S.SENDING})
# What a recipient may say of a package that has arrived, and what may follow what.
ANSWERS: dict[TravelState, frozenset[TravelState]] = {
    _S.DELIVERED: frozenset({_S.RECEIVED, _S.ACCEPTED, _S.QUERIED, _S.REFUSED, _S.RECALLED}),
    _S.RECEIVED: frozenset({_S.ACCEPTED, _S.QUERIED, _S.REFUSED, _S.RECALLED}),
    _S.QUERIED: frozenset({_S.ACCEPTED, _S.QUERIED, _S.REFUSED, _S.RECALLED}),
    _S.ACCEPTED: frozenset({_S.QUERIED, _S.RECALLED}),
}


def may_answer(before: TravelState, after: TravelState) -> bool:
    """Whether a recipient may go from one to the other."""
    return after in ANSWERS.get(before, frozenset())


def state_after(before: TravelState, known: int, said: TravelState, number: int) -> TravelState | None:
    """What the sender's row becomes when a receipt says `said` with `number`; None when it says nothing new.

    Receipts may overtake each other: the one with the highest number counts. What was stopped stays stopped.
    """
    if number <= known or before is _S.STOPPED:
        return None
    return said
