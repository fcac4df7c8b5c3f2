"""The picture of figures by month: a strip of bars for each line, as numbers to draw. Pure; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairward.insight.monthly import HIDDEN, MONTHS, Monthly

WIDTH, LEFT, STRIP, BAR, FOOT = 340, 4, 80, 44, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of a strip. A hidden one is drawn as an outline; `words` stand above it."""

    x: float
    y: float
    width: float
    height: float
    words: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of the picture: its label, where it stands, its bars."""

    label: str
    top: float
    base: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole picture in user units; `ticks` are the beginnings of the months' names and where they stand."""

    width: int
    height: int
    strips: tuple[Strip, ...]
    ticks: tuple[tuple[float, str], ...]


def chart_of(monthly: Monthly) -> Chart:
    """The picture of some lines over their months."""
    step = (WIDTH - 2 * LEFT) / max(1, len(monthly.months))
    strips = []
    for number, line in enumerate(monthly.lines):
        top = number * STRIP
        base = top + STRIP - 4
        bars = tuple(
            _bar(LEFT + place * step, base, step, cell.height, cell.number, is_hidden=cell.words == HIDDEN)
            for place, cell in enumerate(line.cells)
        )
        strips.append(Strip(line.label, top + 12, base, bars))
    ticks = _ticks([MONTHS[one.month - 1][:1] for one in monthly.months], step)
    return Chart(WIDTH, len(monthly.lines) * STRIP + FOOT, tuple(strips), ticks)


def _bar(x: float, base: float, step: float, height: float | None, number: str, *, is_hidden: bool) -> Bar:
    tall = 6.0 if is_hidden else round((height or 0) * BAR, 1)
    return Bar(
        round(x + 2, 1),
        round(base - tall, 1),
        round(step - 4, 1),
        tall,
        "" if is_hidden else _short(number),
        is_hidden,
    )


def _short(number: str) -> str:
    """What fits above a bar: 0.125 is a share, 1200 is 1.2k."""
    if not number:
        return ""
    value = float(number)
    if "." in number and len(number.partition(".")[2]) == 3:
        return f"{value:.0%}"
    return f"{value / 1000:.1f}k" if value >= 1000 else f"{value:.0f}"


def _ticks(letters: Sequence[str], step: float) -> tuple[tuple[float, str], ...]:
    return tuple((round(LEFT + (place + 0.5) * step, 1), letter) for place, letter in enumerate(letters))
