"""What can still be done with something that was sent. Pure."""

from __future__ import annotations

from fairward.exchange.choosing.gone_queries import Gone
from fairward.exchange.travel.vocabulary import TravelState, Trouble

# What did not arrive, or will not: it may be prepared again.
ENDED = frozenset({TravelState.REFUSED, TravelState.STOPPED, TravelState.RECALLED})
DEAD = frozenset({Trouble.RING_REPLACED, Trouble.UNREADABLE})


def may_prepare_again(gone: Gone) -> bool:
    """Whether the package certainly does not reach them as it is."""
    way = gone.way
    return way is not None and gone.kept is not None and (way.state in ENDED or way.trouble in DEAD)
