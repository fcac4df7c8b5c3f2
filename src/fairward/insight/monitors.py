"""What a monitor is: a question about the whole record, its figures, and a plain sentence on what they may mean. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from fairward.insight.monthly import Monthly
from fairward.insight.suppression import SMALLEST, hidden_parts, is_small, share

FEW = f"fewer than {SMALLEST}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a monitor: its words, the figure as people read it, and its length in the picture (0 to 1, None: none)."""

    label: str
    words: str
    length: float | None


@dataclass(frozen=True, slots=True)
class Monitor:
    """One monitor of a school and a time. `meaning` says what it may mean, `caution` what it does not say; `monthly` are the
    same figures month by month, where there are such."""

    id: str
    title: str
    meaning: str
    figures: tuple[Figure, ...]
    caution: str = ""
    monthly: Monthly | None = None

    def by_month(self, monthly: Monthly, caution: str) -> Monitor:
        """The same monitor with its months, and with what it does not say."""
        return replace(self, monthly=monthly, caution=caution)


def split(id: str, title: str, meaning: str, parts: Sequence[tuple[str, int]]) -> Monitor:
    """A whole split into parts."""
    hidden = hidden_parts([count for _, count in parts])
    most = max([count for count in hidden if count] or [1])
    figures = [
        Figure(label, FEW if shown is None else f"{shown:,}", None if shown is None else shown / most)
        for (label, _), shown in zip(parts, hidden, strict=True)
    ]
    return Monitor(id, title, meaning, tuple(figures))


def part_of(id: str, title: str, meaning: str, label: str, part: int, whole: int, of: str) -> Monitor:
    """A share of a whole."""
    found = share(part, whole)
    if found is None:
        words = f"too few to say ({FEW})" if whole else f"there are no {of} yet"
        return Monitor(id, title, meaning, (Figure(label, words, None),))
    words = f"{found:.0%} ({part:,} of {whole:,} {of})"
    return Monitor(id, title, meaning, (Figure(label, words, found),))


def days(id: str, title: str, meaning: str, label: str, found: Sequence[float], of: str) -> Monitor:
    """The median of a number of days; hidden where there are few."""
    if len(found) < SMALLEST:
        words = f"too few to say ({FEW})" if found else f"there are no {of}"
        return Monitor(id, title, meaning, (Figure(label, words, None),))
    middle = median(found)
    words = f"{middle:.0f} {'day' if round(middle) == 1 else 'days'} ({len(found):,} {of})"
    return Monitor(id, title, meaning, (Figure(label, words, None),))


def series(id: str, title: str, meaning: str, points: Sequence[tuple[str, int]]) -> Monitor:
    """The same count at several times, to the nearest ten: two that differ by a few would say what those few were."""
    most = max([found for _, found in points if not is_small(found)] or [0]) or 1
    figures = [
        Figure(label, FEW, None) if is_small(found) else Figure(label, _tens(found), found / most)
        for label, found in points
    ]
    nothing = Figure("Not counted yet", "the first count comes tonight", None)
    return Monitor(id, title, meaning, tuple(figures) or (nothing,))


def _tens(found: int) -> str:
    return f"about {round(found, -1):,}" if found else "0"


def count(id: str, title: str, meaning: str, label: str, found: int) -> Monitor:
    """A single count."""
    words = FEW if is_small(found) else f"{found:,}"
    return Monitor(id, title, meaning, (Figure(label, words, None),))
