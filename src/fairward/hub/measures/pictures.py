"""The picture of a measure: a bar for each figure that is shown, as numbers to draw. Pure; its table says the same."""

from __future__ import annotations

from dataclasses import dataclass

from fairward.hub.measures.figures import Cell, Measure

WIDTH, LONGEST, HEAD, ROW, THICK = 340, 230, 18, 20, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: where it lies, how long it is, what stands beside it. A hidden one is drawn as an outline."""

    y: int
    width: float
    words: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one line, under its name."""

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
    """The picture, or None where nothing can be drawn."""
    drawn = [
        place
        for place in range(len(measure.columns))
        if any(line.cells[place].length for line in measure.lines)
    ]
    if not drawn:
        return None
    is_many, y, groups = len(drawn) > 1, 0, []
    for line in measure.lines:
        if all(not line.cells[place].length and not line.cells[place].is_hidden for place in drawn):
            continue
        bars = tuple(
            _bar(measure, line.cells[place], place, y + HEAD + number * ROW, is_many=is_many)
            for number, place in enumerate(drawn)
        )
        groups.append(Group(line.label, y + 12, bars))
        y += HEAD + ROW * len(drawn) + 6
    return Picture(WIDTH, y, THICK, tuple(groups))


def _bar(measure: Measure, cell: Cell, place: int, y: int, *, is_many: bool) -> Bar:
    words = f"{cell.words}, {_lower(measure.columns[place])}" if is_many else cell.words
    length = 6.0 if cell.length is None else round(cell.length * LONGEST, 1)
    return Bar(y, length, words, cell.is_hidden)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
