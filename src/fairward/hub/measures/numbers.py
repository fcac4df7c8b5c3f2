"""The numbers of a time: those of the rows that there are, and those that were kept of rows that are gone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fairward.hub.measures.vocabulary import What


class Numbers:
    """How many of what, by what it is about and how many hours it took."""

    def __init__(self, found: Iterable[tuple[What, str, int, int]]) -> None:
        self._found: Counter[tuple[What, str, int]] = Counter()
        for what, about, hours, number in found:
            self._found[what, about, hours] += number

    def of(self, what: What, about: str = "") -> int:
        """How many, about this."""
        return sum(
            number for (one, other, _), number in self._found.items() if one is what and other == about
        )

    def all(self, what: What) -> int:
        """How many, about whatever."""
        return sum(number for (one, *_), number in self._found.items() if one is what)

    def abouts(self, *whats: What) -> set[str]:
        """Everything that there are numbers about."""
        return {about for (what, about, _), number in self._found.items() if what in whats and number}

    def hours(self, what: What, about: str) -> list[float]:
        """The hours of each, one by one."""
        rows = sorted(self._found.items(), key=lambda row: row[0][2])
        return [
            float(hours)
            for (one, other, hours), number in rows
            if one is what and other == about
            for _ in range(number)
        ]
