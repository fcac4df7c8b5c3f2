"""Bytes of a text file to lines: encoding by mark and by trial, lines of bounded length. It may not parse cells."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from fairward.people.roster.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINE,
    MAX_TEXT_BYTES,
    MEGABYTE,
    PIECE,
    Bounded,
    check_time,
)
from fairward.people.roster.results import RosterProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(source: Bounded, opening: bytes, most: int = MAX_TEXT_BYTES) -> str:
    """The whole text, bounded. UTF-8 if it fits, else Windows-1252, which British systems still write."""
    pieces, size = [opening], len(opening)
    while piece := source.read(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise RosterProblem(
                f"The file is larger than {most // MEGABYTE} MB, which no list of pupils is. "
                "Export only names, numbers, year and class."
            )
    raw = b"".join(pieces)
    text = _decoded(raw)
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise RosterProblem(f"Line {row} holds zero bytes: the file is damaged, or it is not a text file.")
    return text


def _decoded(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, name)
    if b"\x00" in raw[:2000] and len(raw) > 4:
        # UTF-16 without its mark: every second byte of plain English is zero.
        even, odd = raw[:2000:2].count(0), raw[1:2000:2].count(0)
        if max(even, odd) > 0.4 * len(raw[:2000]) / 2 and min(even, odd) <= 2:
            return _strict(raw, "utf-16-be" if even > odd else "utf-16-le")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(raw, "cp1252")


def _strict(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as fault:
        row = raw.count(b"\n", 0, fault.start) + 1
        raise RosterProblem(
            f"Line {row} holds bytes that fit neither UTF-8 nor Windows-1252. Export the file again as CSV UTF-8."
        ) from None


def rows(text: str, delimiter: str, deadline: float) -> Iterator[tuple[int, list[str]]]:
    """(row number as a spreadsheet shows it, cells); refuses open quotes, endless lines, too many columns."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        if number % 1000 == 0:
            check_time(deadline)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise RosterProblem(
                f"Row {number} cannot be read: a quotation mark is not closed, or stands in the middle of a cell."
            ) from None
        if len(row) > MAX_COLUMNS:
            raise RosterProblem(f"Row {number} has more than {MAX_COLUMNS} columns.")
        yield number, row


def _lines(text: str) -> Iterator[str]:
    start, number = 0, 0
    while start < len(text):
        number += 1
        end = text.find("\n", start, start + MAX_LINE)
        if end < 0:
            if len(text) - start > MAX_LINE:
                end = text.find("\r", start, start + MAX_LINE)
                if end < 0:
                    raise RosterProblem(
                        f"Line {number} is longer than {MAX_LINE:,} characters: not a list of pupils."
                    )
            else:
                end = len(text) - 1
        line = text[start : end + 1]
        start = end + 1
        # Old Macintosh line ends, and a lone carriage return inside a quoted cell.
        yield from line.splitlines(keepends=True) if "\r" in line.rstrip("\r\n") else (line,)


def shown(value: str) -> str:
    """A heading as it is shown back: short, and on one line."""
    return " ".join(value.split())[: min(60, MAX_CELL)]
