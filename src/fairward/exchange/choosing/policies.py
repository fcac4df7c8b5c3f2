"""What must be true before something is prepared, changed or sent. Pure."""

from __future__ import annotations

from fairward.exchange.choosing.vocabulary import DraftState
from fairward.kernel.denied import Denied

OPEN = frozenset({DraftState.CHOOSING, DraftState.WAITS_FOR_SECOND})


def check_can_change(state: DraftState, standing: int, seen: int) -> None:
    """Only what was not sent or dropped, and only the version that the writer saw: nobody's choice is overwritten unseen."""
    if state not in OPEN:
        raise Denied("draft_closed", f"This is {state.word} already; it cannot be changed any more.")
    if standing != seen:
        raise Denied(
            "draft_changed",
            "Somebody else has changed this while you were at it. Open it again; what you wrote is below, to copy.",
        )
