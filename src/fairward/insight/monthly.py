"""Figures month by month, small ones hidden, as words and as the lengths of a picture. Pure: it may not query or draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairward.insight.suppression import SMALLEST, hidden_together, rounded

HIDDEN = "hidden"
NOTHING = "–"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of a line: words for the table, a number for the file (empty: none), its height in the picture (0 to 1)."""

    words: str
    number: str = ""
    height: float | None = None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One figure over the months."""

    label: str
    cells: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class Monthly:
    """Some figures over the same months. `unit` says what is counted."""

    months: tuple[date, ...]
    unit: str
    lines: tuple[MonthLine, ...]


def month_words(month: date) -> str:
    """Nov 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def counts(months: Sequence[date], unit: str, found: Mapping[str, Sequence[int]]) -> Monthly:
    """Counts of several lines; of each, months are hidden where its total would give a small one away."""
    hide = {label: hidden_together([line]) for label, line in found.items()}
    shown = [
        count
        for label, line in found.items()
        for count, is_hidden in zip(line, hide[label], strict=True)
        if not is_hidden
    ]
    most = max(shown, default=0) or 1
    lines = [
        MonthLine(
            label,
            tuple(
                _hidden() if is_hidden else _count(count, most)
                for count, is_hidden in zip(line, hide[label], strict=True)
            ),
        )
        for label, line in found.items()
    ]
    return Monthly(tuple(months), unit, tuple(lines))


def shares(
    months: Sequence[date], unit: str, label: str, parts: Sequence[int], wholes: Sequence[int]
) -> Monthly:
    """Shares of a whole of each month. A month is shown where neither its part nor the rest gives anybody away."""
    hide = hidden_together([parts, [whole - part for part, whole in zip(parts, wholes, strict=True)]])
    cells = [
        _share(part, whole, is_hidden=is_hidden)
        for part, whole, is_hidden in zip(parts, wholes, hide, strict=True)
    ]
    return Monthly(tuple(months), unit, (MonthLine(label, tuple(cells)),))


def medians(months: Sequence[date], unit: str, label: str, found: Sequence[tuple[float, int]]) -> Monthly:
    """The median of each month, from (median, how many); hidden where there are few. How many there were is not shown."""
    shown = [middle for middle, number in found if number >= SMALLEST]
    most = max(shown, default=0) or 1
    cells = [
        MonthCell(NOTHING) if not number else _hidden() if number < SMALLEST
        else MonthCell(f"{middle:.0f}", f"{middle:.1f}", middle / most)
        for middle, number in found
    ]  # fmt: skip
    return Monthly(tuple(months), unit, (MonthLine(label, tuple(cells)),))


def growing(months: Sequence[date], unit: str, label: str, found: Sequence[int], whole: int = 0) -> Monthly:
    """A number that grows from month to month, rounded to tens; with a whole, as a share of it."""
    near = [rounded(count) for count in found]
    most = whole or max(near, default=0) or 1
    cells = [_near(count, whole, most) for count in near]
    return Monthly(tuple(months), unit, (MonthLine(label, tuple(cells)),))


def _hidden() -> MonthCell:
    return MonthCell(HIDDEN)


def _count(count: int, most: int) -> MonthCell:
    return MonthCell(f"{count:,}", str(count), count / most)


def _share(part: int, whole: int, *, is_hidden: bool) -> MonthCell:
    if not whole:
        return MonthCell(NOTHING)
    if is_hidden or whole < SMALLEST:
        return _hidden()
    return MonthCell(f"{part / whole:.0%}", f"{part / whole:.3f}", part / whole)


def _near(count: int, whole: int, most: int) -> MonthCell:
    words = f"about {count:,}" if count else f"fewer than {SMALLEST // 2}"
    if whole and whole < SMALLEST:
        return _hidden()
    if whole:
        words = f"{words} ({count / whole:.0%})" if count else words
    return MonthCell(words, str(count), min(1.0, count / most))
