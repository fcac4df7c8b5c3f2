"""Reads pupil lists that SIMS, Arbor, Bromcom and others write as CSV. It may not keep a column it does not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

from fairward.people.roster import upn
from fairward.people.roster.assembly import Assembler
from fairward.people.roster.decoding import read_text, rows, shown
from fairward.people.roster.headings import Column, columns_of, count_known
from fairward.people.roster.limits import MAX_ROWS, Bounded
from fairward.people.roster.results import Problem, Roster, RosterProblem

DELIMITERS = (",", ";", "\t", "|")
HEADING_WITHIN = 10
_NEEDED = {(0, key) for key in ("surname", "forename", "upn", "born_on")}


def read(source: Bounded, opening: bytes, today: date) -> Roster:
    """Read a pupil list with a heading row; finds encoding, delimiter and the heading row by itself."""
    return read_rows(read_text(source, opening), source.deadline, today)


def read_rows(text: str, deadline: float, today: date) -> Roster:
    """As `read`, for text that is already decoded."""
    if not text.strip():
        raise RosterProblem("The file is empty.")
    delimiter, heading_row = _find_heading(text, deadline)
    roster = Roster("Pupil list (CSV)")
    assembler = Assembler(roster, today)
    columns: dict[int, Column] = {}
    width = 0
    for number, row in rows(text, delimiter, deadline):
        if number > MAX_ROWS:
            raise RosterProblem(f"The file has more than {MAX_ROWS:,} rows.")
        if number == heading_row:
            columns, width = columns_of(row), len(row)
            roster.leave_behind(
                shown(cell) for place, cell in enumerate(row) if place not in columns and cell.strip()
            )
        elif number > heading_row and any(cell.strip() for cell in row):
            _add_row(assembler, number, row, columns, width)
    if not roster.pupils and not roster.problems:
        raise RosterProblem("The file has a heading row and no pupil under it.")
    return roster


def _find_heading(text: str, deadline: float) -> tuple[str, int]:
    """The delimiter and the row that name the most columns we know."""
    sample = text[:20_000]
    if len(text) > len(sample):
        sample = sample.rpartition("\n")[0] or sample
    best = (0, ",", 0)
    for delimiter in DELIMITERS:
        try:
            for number, row in islice(rows(sample, delimiter, deadline), HEADING_WITHIN):
                best = max(best, (count_known(row), delimiter, -number))
        except RosterProblem:
            continue
    known, delimiter, number = best
    if known >= 2:
        return delimiter, -number
    # Read once for its own complaint (an unclosed quote), before blaming the heading.
    list(islice(rows(sample, ",", deadline), HEADING_WITHIN))
    if re.search(r"(?m)^[^\n]*\b[A-Z]\d{11}[A-Z0-9]\b", sample.partition("\n")[0]):
        raise RosterProblem(
            "Row 1 is a pupil: the heading row is missing. Export the list with its headings."
        )
    raise RosterProblem(
        "Row 1 should name the columns, for instance Forename, Surname, UPN, Year, Reg. No such heading row was found."
    )


def _add_row(
    assembler: Assembler, number: int, row: Sequence[str], columns: dict[int, Column], width: int
) -> None:
    place = f"Row {number}"
    fault = _width_fault(row, columns, width)
    if fault:
        assembler.complain(Problem(place, "columns", fault))
        _mention_numbers(assembler.roster, row)
        return
    pupil: dict[str, str] = {}
    contacts: dict[int, dict[str, str]] = {}
    for position, (contact, key) in columns.items():
        cell = row[position] if position < len(row) else ""
        (contacts.setdefault(contact, {}) if contact else pupil)[key] = cell
    assembler.add(
        place, number, pupil, [contacts[key] for key in sorted(contacts) if any(contacts[key].values())]
    )


def _width_fault(row: Sequence[str], columns: dict[int, Column], width: int) -> str:
    """A row that is longer, or too short for what matters, may have slipped sideways: it is not guessed at."""
    surplus = any(cell.strip() for cell in row[width:])
    missing = any(position >= len(row) and column in _NEEDED for position, column in columns.items())
    if not surplus and not missing:
        return ""
    return f"The row has {len(row)} cells and the heading row has {width}, so cells may stand in the wrong column."


def _mention_numbers(roster: Roster, row: Sequence[str]) -> None:
    """A pupil whose row is unreadable is still in the file, and must not be taken for a leaver."""
    numbers = (upn.tidy(cell) for cell in row)
    roster.mentioned_upns.update(number for number in numbers if number and not upn.fault(number))
