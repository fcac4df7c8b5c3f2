"""One cell of a roster file, checked and made plain. It may not guess: what is doubtful is refused with a sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from fairward.people.roster.limits import MAX_CELL

OLDEST, YOUNGEST = 25, 0

_FORMULA = tuple("=+-@")
# UTF-8 read as Windows-1252 leaves these pairs; no name in any language of Europe has them.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|\u00e2\u20ac|\ufffd"
)
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_YEARS = {
    "e1": -4, "e2": -3, "n1": -2, "n2": -1, "nursery": -1, "n": -1, "prek": -1, "pk": -1, "ps": -1,
    "r": 0, "reception": 0, "rec": 0, "yr": 0, "yearr": 0, "kg": 0, "k": 0,
}  # fmt: skip
_DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][0-9:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ]\d{2}")
# Letters that do not decompose into a plain one and a mark, and apostrophes, which people leave out when they type.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
                        "'": None, "’": None, "‘": None, "`": None, "ʼ": None})  # fmt: skip


class CellProblem(Exception):
    """A cell that cannot be taken as it is; the sentence does not repeat it."""

    def __init__(self, sentence: str) -> None:
        super().__init__("cell refused")
        self.sentence = sentence


def text(raw: str) -> str:
    """Plain text on one line; refuses formulas, control characters and wrongly decoded text."""
    if "\x00" in raw:
        raise CellProblem("The cell holds zero bytes: the file is damaged or not a text file.")
    if raw.strip()[:1] in _FORMULA:
        raise CellProblem(
            "The cell begins like a spreadsheet formula (=, +, - or @). It was not run, nor stored."
        )
    value = unicodedata.normalize("NFC", " ".join(raw.split()))
    if len(value) > MAX_CELL:
        raise CellProblem(f"The cell is longer than {MAX_CELL} characters.")
    if _MOJIBAKE.search(value) or any("\x80" <= mark <= "\x9f" for mark in value):
        raise CellProblem("The letters look wrongly encoded. Export the file again as UTF-8.")
    if _HIDDEN.search(value) or any(unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn") for mark in value):
        raise CellProblem("The cell holds invisible control characters.")
    return value


def name(raw: str) -> str:
    """A person's name: has a letter, has no digit, is not longer than a name can be."""
    value = text(raw)
    if not value:
        return ""
    if any(mark.isdigit() for mark in value):
        raise CellProblem("This is not a name: it holds digits. Are two columns swapped?")
    if not any(mark.isalpha() for mark in value):
        raise CellProblem("This is not a name: it holds no letter.")
    if len(value) > 100:
        raise CellProblem("The name is longer than 100 characters.")
    return value


def birth_date(raw: str, today: date) -> date | None:
    """A date of birth, day before month; refuses impossible, future and short dates. Empty is None."""
    value = text(raw)
    if not value:
        return None
    born_on = _parse_date(value)
    if born_on > today:
        raise CellProblem("The date of birth lies in the future.")
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    if age > OLDEST:
        raise CellProblem(f"With this date of birth the pupil would be {age} years old.")
    return born_on


def _parse_date(value: str) -> date:
    iso = _ISO.fullmatch(value)
    if iso:
        return _made(iso[1], "%Y-%m-%d")
    if _SHORT_YEAR.fullmatch(value):
        raise CellProblem(
            "The year has two digits, so the century is a guess. Write it as 2016-05-13 or 13/05/2016."
        )
    bare = re.sub(r" \d{1,2}:\d{2}(:\d{2})?$", "", value)
    for shape in _DATE_FORMATS:
        try:
            return datetime.strptime(bare, shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", bare):
        raise CellProblem("There is no such day in the calendar (day comes before month).")
    raise CellProblem("This is not a date. Write it as 2016-05-13 or 13/05/2016.")


def _made(value: str, shape: str) -> date:
    try:
        return datetime.strptime(value, shape).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise CellProblem("There is no such day in the calendar.") from None


def year_group(raw: str) -> int | None:
    """National curriculum year as a small number: reception 0, nursery below, 1 to 14. None if there is none."""
    value = text(raw).casefold()
    bare = re.sub(
        r"^(curriculum |national curriculum |nc )?(year|yr|y)?\s*(?=\d|r$|n[12]?$)", "", value
    ).strip()
    if not bare or bare in ("x", "ug", "not applicable", "n/a"):
        return None
    if bare.isascii() and bare.isdigit() and len(bare) <= 2 and int(bare) <= 14:
        return int(bare)
    known = _YEARS.get(re.sub(r"[^a-z0-9]", "", bare))
    if known is None:
        raise CellProblem("The year group is not known: use a number from 1 to 14, R, N1 or N2.")
    return known


def sex(raw: str) -> str:
    """M or F as the file says, or an empty string."""
    value = text(raw).casefold()
    return {"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}.get(value, "")


def yes_or_no(raw: str) -> bool | None:
    """True, false, or None when the file does not say."""
    value = text(raw).casefold()
    return {"true": True, "1": True, "y": True, "yes": True, "t": True,
            "false": False, "0": False, "n": False, "no": False, "f": False}.get(value)  # fmt: skip


def phone(raw: str) -> str:
    """A telephone number as written; a leading + is part of a number, not a formula, when digits follow."""
    value = raw.strip()
    if re.fullmatch(r"\+?[\d ()./-]{5,30}( ?(x|ext\.?) ?\d{1,6})?", value):
        return " ".join(value.split())
    return text(value)


def folded(value: str) -> str:
    """A name for comparing: without accents, case, and marks other than letters and digits."""
    bare = unicodedata.normalize("NFKD", value.casefold()).translate(_PLAIN)
    spaced = "".join(mark if mark.isalnum() else " " for mark in bare if not unicodedata.combining(mark))
    return " ".join(spaced.split())
