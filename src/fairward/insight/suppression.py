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


def hidden_together(columns: Sequence[Sequence[int]]) -> list[bool]:
    """Which months are hidden where the total of each column over the months may be known.

    A month is where any of its counts is small. Beside them those with the next smallest counts, until in each column at
    least two are hidden and together they are not small; or until nothing else is there: then the total is small itself.
    """
    hide = [any(is_small(count) for count in counts) for counts in zip(*columns, strict=True)]
    while (more := _next_to_hide(columns, hide)) is not None:
        hide[more] = True
    return hide


def _next_to_hide(columns: Sequence[Sequence[int]], hide: Sequence[bool]) -> int | None:
    for column in columns:
        hidden = [count for count, is_hidden in zip(column, hide, strict=True) if is_hidden and count]
        others = [place for place, count in enumerate(column) if count and not hide[place]]
        if hidden and others and (len(hidden) < 2 or sum(hidden) < SMALLEST):
            return min(others, key=lambda place: column[place])
    return None


def rounded(count: int) -> int:
    """A count to the nearest ten: of numbers that only grow, the difference of two months would be a count of its own."""
    return (count + SMALLEST // 2) // SMALLEST * SMALLEST
