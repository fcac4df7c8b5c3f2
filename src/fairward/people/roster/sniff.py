"""Recognises the format of a roster file by its content and reads it. It may not trust a file name."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import IO

from fairward.people.roster import ctf, mis_csv, oneroster, wonde
from fairward.people.roster.limits import MAX_BYTES, MAX_SECONDS, PIECE, TOO_LARGE, Bounded
from fairward.people.roster.results import Roster, RosterProblem

_NOT_ROSTERS = (
    (b"%PDF", "This is a PDF. Import a CSV or a Common Transfer File."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel or Word file. Save it as CSV UTF-8 and import that."),
    (b"\x1f\x8b", "This is a compressed archive. Unpack it first; only a OneRoster bundle is read as a zip."),
    (
        b"7z\xbc\xaf",
        "This is a compressed archive. Unpack it first; only a OneRoster bundle is read as a zip.",
    ),
    (b"Rar!", "This is a compressed archive. Unpack it first; only a OneRoster bundle is read as a zip."),
    (b"\x89PNG", "This is a picture."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"\x7fELF", "This is a program."),
    (b"MZ\x90", "This is a program."),
)


def read_path(path: Path, today: date) -> Roster:
    """Read a file, or a folder with a OneRoster bundle."""
    try:
        if path.is_dir():
            return oneroster.read_folder(path, time.monotonic() + MAX_SECONDS, today)
        with path.open("rb") as stream:
            return read_stream(stream, today)
    except OSError:
        raise RosterProblem("The file cannot be opened.") from None


def read_stream(stream: IO[bytes], today: date) -> Roster:
    """Read an opened file from its beginning. Raises RosterProblem, and nothing else, for whatever it may hold."""
    source = Bounded(stream)
    opening = source.read(PIECE)
    if not opening.strip(b"\x00 \t\r\n"):
        raise RosterProblem("The file is empty.")
    if opening.startswith(b"PK"):
        _check_size(stream)
        return oneroster.read_zip(stream, source.deadline, today)
    for beginning, sentence in _NOT_ROSTERS:
        if opening.startswith(beginning):
            raise RosterProblem(sentence)
    first = _first_sign(opening)
    if first == b"<":
        return ctf.read(source, opening, today)
    if first in (b"{", b"["):
        return wonde.read(source, opening, today)
    return mis_csv.read(source, opening, today)


def _check_size(stream: IO[bytes]) -> None:
    if stream.seek(0, 2) > MAX_BYTES:
        raise RosterProblem(TOO_LARGE)
    stream.seek(0)


def _first_sign(opening: bytes) -> bytes:
    return opening.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
