"""Words about something that is being prepared to leave. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class DraftState(Worded):
    """Where something that is being prepared stands."""

    CHOOSING = 1, "being prepared"
    WAITS_FOR_SECOND = 2, "waits for a second person"
    SENT = 3, "sent"
    DROPPED = 4, "dropped"
