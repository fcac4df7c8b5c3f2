"""A table of term dates (CSV): what, first day, last day. It may not evaluate a cell or guess what a line is.

what,from,to
Autumn term,2 September 2026,18 December 2026
Half term,26/10/2026,30/10/2026
INSET day,2026-09-01,
"""

from __future__ import annotations

import csv
import io

from fairward.administration.term_files.dates import NotADate, is_like_a_day, read_day, shown
from fairward.administration.term_files.given import Given, Kind, Reading, TermFileProblem, kind_of

MOST_ROWS = 1000
MOST_COLUMNS = 20
MOST_CELL = 500


def read_table(text: str) -> Reading:
    """Every line that names a term, a half term or a day without pupils; the others are counted."""
    given = Given()
    for number, cells in enumerate(_rows(text), 1):
        if number > MOST_ROWS:
            raise TermFileProblem(
                f"The table has more than {MOST_ROWS:,} rows, which no list of term dates has."
            )
        filled = [cell.strip() for cell in cells]
        if any(filled) and not (number == 1 and not any(is_like_a_day(cell) for cell in filled[1:])):
            _read_row(given, number, filled)
    return given.reading()


def _rows(text: str) -> list[list[str]]:
    opening = text[:2000]
    delimiter = max(",;\t", key=opening.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise TermFileProblem(
            "The table cannot be read: a quotation mark is not closed, or a line is endless."
        ) from None
    for number, row in enumerate(rows, 1):
        if len(row) > MOST_COLUMNS or any(len(cell) > MOST_CELL for cell in row):
            raise TermFileProblem(f"Row {number} is too long for a table of what, first day, last day.")
    return rows


def _read_row(given: Given, number: int, cells: list[str]) -> None:
    words, written = cells[0], [cell for cell in cells[1:] if cell][:2]
    kind = kind_of(words)
    if kind is None:
        if any(is_like_a_day(cell) for cell in written):
            given.left_out += 1
        return
    if len(written) < (2 if kind is Kind.TERM else 1):
        lacks = "no last day" if written else "no date"
        given.note(f"Row {number}, {shown(words)}, has {lacks}.", blocks=True)
        return
    days = []
    for cell in written:
        try:
            day, fault = read_day(cell)
        except NotADate as problem:
            given.note(f"Row {number}, {shown(words)}: {problem.sentence}", blocks=True)
            return
        if fault:
            given.note(f"Row {number}: {fault}")
        days.append(day)
    given.add(kind, days[0], days[-1])
