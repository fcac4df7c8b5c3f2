"""Words about what is put right. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class PutRightState(Worded):
    """Where somebody's wish that an item is put right stands. Withdrawn: its agency took the item back."""

    ASKED = 1, "waits for us"
    SENT = 2, "waits for the agency"
    CORRECTED = 3, "put right"
    STANDS = 4, "stands, and is disputed"
    WITHDRAWN = 5, "taken back"


OPEN = frozenset({PutRightState.ASKED, PutRightState.SENT})
