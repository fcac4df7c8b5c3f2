"""Why somebody opens a file: a short list, so that the log can be read. It may not hold free text."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "follow_up": "following up a concern",
    "meeting": "preparing a meeting",
    "review": "reviewing the file",
    "question": "answering somebody who works with the child",
    "due": "deciding how long it is kept",
    "handover": "taking over from a colleague",
}
USUAL = "follow_up"


def reason_of(code: str | None) -> str:
    """The words of a reason; the usual one when none, or an unknown one, was given."""
    return REASONS.get(code or USUAL, REASONS[USUAL])
