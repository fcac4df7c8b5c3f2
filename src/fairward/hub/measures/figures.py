"""A measure: a question about the hub as a whole, as a table whose cells may be drawn. Pure: it may not query.

The times that can be chosen overlap (a month lies in its quarter), so counts are shown to the nearest ten, and those of 1 to 9
not at all. Where parts of a whole are shown, enough of them are hidden that no total gives one away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from fairward.insight.monitors import FEW
from fairward.insight.suppression import SMALLEST, hidden_together, is_small, rounded, share

HIDDEN, NOTHING = "hidden", "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: as people read it, as a number for a file (empty: none), as the length of a bar (0 to 1, None: not drawn)."""

    words: str
    number: str = ""
    length: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether there is something that is not shown."""
        return not self.number and self.words != NOTHING


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether there was none of it at all."""
        return all(cell.words in ("0", NOTHING) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Measure:
    """A table with its picture. `meaning` says what it may mean, `caution` what it does not say; `head` names the rows and
    `columns` the cells. `is_empty`: nothing happened that could be counted."""

    id: str
    title: str
    meaning: str
    caution: str
    head: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    is_empty: bool = False

    @property
    def none(self) -> list[str]:
        """Lines of which there was none, where the page has others to show."""
        return [line.label for line in self.lines if line.is_nothing]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a measure."""

    id: str
    title: str
    meaning: str
    caution: str
    head: str


def about(count: int, most: int = 0, *, is_hidden: bool = False) -> Cell:
    """A count to the nearest ten; with the largest one beside it, as a bar too. Small ones and hidden ones are not shown."""
    if is_small(count) or is_hidden:
        return Cell(FEW if is_small(count) else HIDDEN)
    near = rounded(count)
    length = min(1.0, near / rounded(most)) if most >= SMALLEST else None
    return Cell(f"about {near:,}" if near else "0", str(near), length)


def portion(part: int, whole: int, *, is_hidden: bool = False) -> Cell:
    """A share in whole percent; hidden where part, rest or whole is small."""
    if not whole:
        return Cell(NOTHING)
    found = share(part, whole)
    if found is None or is_hidden:
        return Cell("too few to say")
    return Cell(f"{found:.0%}", f"{found:.2f}", round(found, 2))


def parts(text: Text, column: str, found: Sequence[tuple[str, int]]) -> Measure:
    """A whole in parts: how many of each."""
    counts = [count for _, count in found]
    hide = hidden_together([counts])
    most = max([count for count, hidden in zip(counts, hide, strict=True) if not hidden] or [0])
    lines = [
        Line(label, (about(count, most, is_hidden=hidden),))
        for (label, count), hidden in zip(found, hide, strict=True)
    ]
    return _measure(text, (column,), lines, is_empty=not any(counts))


def counts(text: Text, column: str, found: Sequence[tuple[str, int]]) -> Measure:
    """How many of each, where they are not the parts of one whole."""
    most = max([count for _, count in found if not is_small(count)] or [0])
    lines = [Line(label, (about(count, most),)) for label, count in found]
    return _measure(text, (column,), lines, is_empty=not any(count for _, count in found))


def shares(text: Text, columns: tuple[str, str], found: Sequence[tuple[str, int, int]]) -> Measure:
    """For each line a share of its own whole, and how large the whole is."""
    lines = [Line(label, (portion(part, whole), about(whole))) for label, part, whole in found]
    return _measure(text, columns, lines, is_empty=not any(whole for _, _, whole in found))


def times(
    text: Text, columns: tuple[str, str, str], found: Sequence[tuple[str, Sequence[float], int]]
) -> Measure:
    """For each line the hours that half did not pass, how many were in time, and how many there were."""
    middles = {label: median(hours) for label, hours, _ in found if len(hours) >= SMALLEST}
    longest = max(middles.values(), default=0.0)
    lines = [
        Line(
            label,
            (
                _middle(middles.get(label), longest, len(hours)),
                portion(within, len(hours)),
                about(len(hours)),
            ),
        )
        for label, hours, within in found
    ]
    return _measure(text, columns, lines, is_empty=not any(hours for _, hours, _ in found))


def table(text: Text, columns: Sequence[str], found: Sequence[tuple[str, Sequence[int]]]) -> Measure:
    """For each line the shares of its parts, and how many there are in all."""
    lines = []
    for label, counts in found:
        whole, hide = sum(counts), hidden_together([counts])
        cells = [portion(one, whole, is_hidden=hidden) for one, hidden in zip(counts, hide, strict=True)]
        lines.append(Line(label, (*cells, about(whole))))
    return _measure(text, (*columns, "Cases"), lines, is_empty=not any(sum(counts) for _, counts in found))


def hours_words(hours: float) -> str:
    """A length of time, no finer than an hour."""
    near = round(hours)
    if near < 1:
        return "less than an hour"
    if near < 48:
        return "1 hour" if near == 1 else f"{near} hours"
    return f"{round(near / 24)} days"


def _middle(middle: float | None, longest: float, number: int) -> Cell:
    if middle is None:
        return Cell("too few to say" if number else NOTHING)
    return Cell(hours_words(middle), f"{round(middle)}", round(middle) / longest if longest >= 1 else 0.0)


def _measure(text: Text, columns: Sequence[str], lines: Sequence[Line], *, is_empty: bool) -> Measure:
    return Measure(
        text.id, text.title, text.meaning, text.caution, text.head, tuple(columns), tuple(lines), is_empty
    )
