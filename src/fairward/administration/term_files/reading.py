"""The bytes of an uploaded file to term dates: bounded, decoded, handed to the reader of its format.

It may not trust a name or a type that was sent with the file: what it is, its first characters say.
"""

from __future__ import annotations

from fairward.administration.term_files.given import Reading, TermFileProblem
from fairward.administration.term_files.ical import read_calendar
from fairward.administration.term_files.json_file import read_json
from fairward.administration.term_files.table import read_table

MOST_BYTES = 1024 * 1024
TOO_LARGE = "The file is larger than 1 MB, which no list of term dates is. Export one or two school years."
NOT_TEXT = "The file is not a calendar (.ics), a table (.csv) or JSON. A PDF or spreadsheet cannot be read: save it as CSV."


def read_term_file(raw: bytes, school: str = "") -> Reading:
    """Raises TermFileProblem with a sentence for whoever chose the file. school: for a file of several schools."""
    if len(raw) > MOST_BYTES:
        raise TermFileProblem(TOO_LARGE)
    text = _decoded(raw).lstrip()
    if not text:
        raise TermFileProblem("The file is empty.")
    if text[:15].upper() == "BEGIN:VCALENDAR":
        found = read_calendar(text)
    elif text[0] in "{[":
        found = read_json(text, school)
    else:
        found = read_table(text)
    if not (found.problems or found.dates.terms):
        raise TermFileProblem(
            "No term was found in the file. Terms are found by their names: “Autumn term”, “Half term”, “INSET day”."
        )
    return found


def _decoded(raw: bytes) -> str:
    """UTF-8, or UTF-16 with its mark, or Windows-1252, which spreadsheets still write."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif _is_utf8(raw):
        encoding = "utf-8-sig"
    else:
        encoding = "cp1252"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise TermFileProblem(NOT_TEXT) from None
    if "\x00" in text or raw.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TermFileProblem(NOT_TEXT)
    return text


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
