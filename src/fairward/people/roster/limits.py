"""How much of a file is read at most: bytes, rows, text and time. It may not know a format."""

from __future__ import annotations

import time
from typing import IO

from fairward.people.roster.results import Roster, RosterProblem

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
MAX_PUPILS = 20_000
MAX_ROWS = 300_000
MAX_BAD_ROWS = 500
MAX_NOTES = 300
MAX_LINE = 100_000
MAX_CELL = 300
MAX_COLUMNS = 300
MAX_CONTACTS = 20
MAX_SECONDS = 60.0
PIECE = 64 * 1024

TOO_LARGE = (
    f"The file is larger than {MAX_BYTES // MEGABYTE} MB. Export one school's pupils without their history."
)
# A list of 20,000 pupils takes about 4 MB; text is held whole, so its cap is lower than that of XML, which streams.
MAX_TEXT_BYTES = 20 * MEGABYTE
MAX_JSON_BYTES = (
    5 * MEGABYTE
)  # becomes objects of ten times its size; a page of students takes a tenth of this


class Bounded:
    """Reads bytes of a stream up to a cap and a deadline; refuses beyond both, whatever the stream promised."""

    def __init__(self, stream: IO[bytes], most: int = MAX_BYTES, seconds: float = MAX_SECONDS) -> None:
        self._stream, self._left = stream, most
        self.deadline = time.monotonic() + seconds

    def read(self, size: int = PIECE) -> bytes:
        """The next bytes, at most one piece."""
        check_time(self.deadline)
        piece = self._stream.read(min(size, PIECE) if size > 0 else PIECE)
        self._left -= len(piece)
        if self._left < 0:
            raise RosterProblem(TOO_LARGE)
        return piece


def check_time(deadline: float) -> None:
    """Refuse to go on for longer than a person would wait."""
    if time.monotonic() > deadline:
        raise RosterProblem(
            f"Reading the file took longer than {MAX_SECONDS:.0f} seconds and was stopped. Nothing was changed."
        )


def check_pupils(roster: Roster) -> None:
    """Stop when a file holds more pupils than a school's file can."""
    if len(roster.pupils) > MAX_PUPILS:
        raise RosterProblem(f"The file holds more than {MAX_PUPILS:,} pupils. Import one school at a time.")


def check_bad_rows(number: int, roster: Roster) -> None:
    """Stop when so many rows are bad that nobody would read them all."""
    if number > MAX_BAD_ROWS:
        first = next(problem for problem in roster.problems if problem.blocks)
        raise RosterProblem(
            f"More than {MAX_BAD_ROWS} rows have a problem, so the whole file was refused. "
            f"The first is {first.place}, {first.field}: {first.sentence}"
        )
