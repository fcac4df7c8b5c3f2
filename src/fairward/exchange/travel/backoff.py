"""How long to wait before the next attempt. Pure."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)


def wait(attempts: int, chance: float) -> timedelta:
    """The pause after so many attempts: doubled each time up to six hours, between half of it and all of it.

    `chance` is a random number from 0 to 1: without it, everything that waits for one partner would knock together.
    """
    if attempts < 1 or not 0 <= chance <= 1:
        raise ValueError("a wait comes after at least one attempt, with a chance from 0 to 1")
    whole: timedelta = min(FIRST * 2 ** min(attempts - 1, 20), LONGEST)
    return whole * (0.5 + chance / 2)
