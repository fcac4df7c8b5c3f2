"""What agencies told is read after its case was closed only with a reason: every function that opens it asks this first. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from fairward.hub.vocabulary import CaseState
from fairward.kernel.denied import Denied

# Why a pack may be read when its case is closed; each look stands in the log with it.
AFTER_CLOSING: Mapping[str, str] = {
    "asked": "somebody asked to see what is recorded about them",
    "put_right": "something in it is said to be wrong",
    "complaint": "somebody complained",
    "family": "somebody of the family is shown what was decided",
    "new_contact": "a new contact about the same child",
    "court": "a court or an inquiry asks",
}


def check_may_read(state: CaseState, reason: str) -> None:
    """After closing, only with a reason of the list."""
    if state is CaseState.CLOSED and reason not in AFTER_CLOSING:
        raise Denied("closed_needs_reason", "This case is closed. Choose why you need to read its pack now.")


def looked(why: str, reason: str) -> str:
    """What the log says of the look."""
    return f"{why}: {reason}" if reason else why
