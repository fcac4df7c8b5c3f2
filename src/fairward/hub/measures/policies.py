"""When what is counted apart from a case may be entered. Pure."""

from __future__ import annotations

from fairward.hub.vocabulary import CaseState, Route
from fairward.kernel.denied import Denied

ENTER = "hub:case:read"
_DECIDED = frozenset({CaseState.DECIDED, CaseState.FEEDBACK_DUE, CaseState.CLOSED})


def check_can_count(state: CaseState, route: Route | None, *, was_asked: bool) -> None:
    """Once for each case, after its decision, and only where the hub decided something."""
    if state not in _DECIDED:
        raise Denied(
            "not_decided", "This case is not decided yet. Count it afterwards, so that it changes nothing."
        )
    if route is not Route.RATE:
        raise Denied("went_otherwise", "The hub decided nothing here: the contact went another way.")
    if was_asked:
        raise Denied("counted", "This case was counted already. Nobody can see or change what was entered.")
