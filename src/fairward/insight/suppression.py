"""Small numbers are hidden, so that no count points at a child. Pure.

A count of 1 to 9 is hidden. Where a whole is split and only one part would be hidden, the next smallest part is hidden
with it: else the total gives it away.
"""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST = 10


def is_small(count: int) -> bool:
    """Whether a count is small enough to point at somebody."""
    return 0 < count < SMALLEST


def hidden_parts(counts: Sequence[int]) -> list[int | None]:
    """The parts of a whole, None where a part is hidden."""
    hide = {place for place, count in enumerate(counts) if is_small(count)}
    if len(hide) == 1:
        others = [place for place, count in enumerate(counts) if count and place not in hide]
        hide |= set(sorted(others, key=lambda place: counts[place])[:1])
    return [None if place in hide else count for place, count in enumerate(counts)]


def share(part: int, whole: int) -> float | None:
    """part / whole, or None where the part, what is left of the whole, or the whole is small. 0 of 0 is None too."""
    if whole < SMALLEST or is_small(part) or is_small(whole - part):
        return None
    return part / whole
