"""Draws a queue: a table on a desk, cards on a phone. It may not query, sort or leave a row out.

In Python and not as a macro, because a queue holds fifty rows of five cells. Everything that comes from outside goes
through `escape`; the rest is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from fairward.design.pieces import Cell, Chip, Row
from fairward.design.shapes import shape

WITH_SIGN = frozenset({"danger", "due", "done"})


def queue(caption: str, columns: Sequence[str], rows: Iterable[Row], show_caption: bool = False) -> Markup:
    """Draw rows; the first cell of each names it."""
    heads = "".join(f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in columns)
    hidden = "" if show_caption else ' class="govuk-visually-hidden"'
    labels = [escape(name) for name in columns]
    lines = "".join(_row(row, labels) for row in rows)
    return Markup(  # noqa: S704 - each value is escaped where it stands
        f'<table class="fw-queue" role="table">\n<caption{hidden}>{escape(caption)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{lines}</tbody>\n</table>\n'
    )


def _row(row: Row, labels: Sequence[str]) -> str:
    tone = f' class="fw-queue__row--{escape(row.tone)}"' if row.tone != "plain" else ""
    first, *others = row.cells
    cells = "".join(
        f'<td role="cell" data-label="{label}">{_cell(cell)}</td>\n'
        for label, cell in zip(labels[1:], others, strict=True)
    )
    return f'<tr role="row"{tone}>\n<th scope="row" role="rowheader">{_cell(first)}</th>\n{cells}</tr>\n'


def _cell(cell: Cell) -> str:
    words: str = escape(cell.text)
    if cell.href:
        words = f'<a class="govuk-link" href="{escape(cell.href)}">{words}</a>'
    note = f'<span class="fw-need__note">{escape(cell.note)}</span>' if cell.note else ""
    return f"{words}{note}{''.join(_chip(one) for one in cell.chips)}"


def _chip(one: Chip) -> str:
    sign = shape(one.tone) if one.tone in WITH_SIGN else ""
    return f' <span class="fw-chip fw-chip--{escape(one.tone)}">{sign}{escape(one.text)}</span>'
