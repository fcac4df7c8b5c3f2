"""The picture of a measure: a bar for each figure that is shown, as numbers to draw. Pure; its table says the same."""

from __future__ import annotations

from dataclasses import dataclass

from fairward.hub.measures.figures import Cell, Measure

WIDTH, LONGEST, HEAD, ROW, THICK = 340, 190, 18, 20, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: where it lies, how long it is, what stands beside it. A hidden one is drawn as an outline."""

    y: int
    width: float
    words: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under a name."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture in user units."""

    width: int
    height: int
    thick: int
    groups: tuple[Group, ...]


def picture_of(measure: Measure) -> Picture | None:
    """The picture, or None where nothing can be drawn. Several figures of a line stand by figure: lines are then compared."""
    drawn = [
        place
        for place in range(len(measure.columns))
        if any(line.cells[place].length for line in measure.lines)
    ]
    if not drawn:
        return None
    y, groups = 0, []
    for label, cells in _groups(measure, drawn):
        shown = [(words, cell) for words, cell in cells if cell.length or cell.is_hidden]
        bars = tuple(_bar(words, cell, y + HEAD + place * ROW) for place, (words, cell) in enumerate(shown))
        if bars:
            groups.append(Group(label, y + 12, bars))
            y += HEAD + ROW * len(bars) + 6
    return Picture(WIDTH, y, THICK, tuple(groups))


def _groups(measure: Measure, drawn: list[int]) -> list[tuple[str, list[tuple[str, Cell]]]]:
    """Name of a group -> its cells, each with the words that stand before its figure."""
    if len(drawn) == 1:
        return [(line.label, [("", line.cells[drawn[0]])]) for line in measure.lines]
    return [
        (measure.columns[place], [(_short(line.label), line.cells[place]) for line in measure.lines])
        for place in drawn
    ]


def _bar(words: str, cell: Cell, y: int) -> Bar:
    length = 6.0 if cell.length is None else round(cell.length * LONGEST, 1)
    return Bar(y, length, f"{words}: {cell.words}" if words else cell.words, cell.is_hidden)


def _short(label: str) -> str:
    """What fits beside a bar; the table has the whole of it."""
    return label.partition(",")[0]
