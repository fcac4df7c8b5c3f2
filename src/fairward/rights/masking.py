"""Puts other words in the place of words that are not somebody's to see; what is masked is not in what comes out.

    masked("I rang Rosa’s mum, ROSA said", [Mask("Rosa", MaskWord.ANOTHER_CHILD)])
    == "I rang [another child] mum, [another child] said"

Words are found whatever their capitals, accents, spaces, hyphens and endings ('s, s); telephone numbers and postcodes
however they are spaced. It may not decide what is masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fairward.kernel.denied import Denied
from fairward.rights.vocabulary import MaskWord

MOST_LETTERS = 200
# Letters that do not come apart into a plain letter and a sign.
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_TOKEN = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"([a-z]{1,2}[0-9][0-9a-z]?)([0-9][a-z]{2})")
_BETWEEN = r"[\W_]*"
_NOT_AFTER, _NOT_BEFORE = r"(?<![^\W_])", r"(?![^\W_])"
_ENDING = r"(?:['’ʼ`´]?s)?"
_ENDED = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Mask:
    """Words, and what stands in their place."""

    phrase: str
    word: MaskWord


def check_phrase(phrase: str) -> None:
    """Raise Denied for words that cannot be masked."""
    if len("".join(_TOKEN.findall(_folded(phrase)[0]))) < 2:
        raise Denied("mask_too_short", "Write at least two letters or figures of the words to take out.")
    if len(phrase) > MOST_LETTERS:
        raise Denied("mask_too_long", f"Words to take out have at most {MOST_LETTERS} letters.")


def masked(text: str, masks: Iterable[Mask]) -> str:
    """The text with every mask applied; longer words first, overlapping ones together."""
    folded, places = _folded(text)
    spans: list[tuple[int, int, MaskWord]] = []
    for mask in sorted(masks, key=lambda one: -len(one.phrase)):
        spans += [(one.start(), one.end(), mask.word) for one in _pattern(mask.phrase).finditer(folded)]
    pieces, last = [], 0
    for start, end, word in _joined(spans):
        pieces += [text[last : places[start]], word.word]
        last = _end_of_letter(text, places[end - 1] + 1)
    return "".join([*pieces, text[last:]])


def occurs(phrase: str, text: str) -> bool:
    """Whether a text still holds the words, in any of their forms."""
    return _pattern(phrase).search(_folded(text)[0]) is not None


def written_in(phrase: str, text: str) -> list[str]:
    """The words as they are written in the text, each way once, without an apostrophe's ending."""
    folded, places = _folded(text)
    found = [
        text[places[one.start()] : _end_of_letter(text, places[one.end() - 1] + 1)]
        for one in _pattern(phrase).finditer(folded)
    ]
    return list(dict.fromkeys(_ENDED.sub("", words) for words in found))


def same(one: str, other: str) -> bool:
    """Whether two phrases mask the same words."""
    return _TOKEN.findall(_folded(one)[0]) == _TOKEN.findall(_folded(other)[0])


def _joined(spans: Sequence[tuple[int, int, MaskWord]]) -> list[tuple[int, int, MaskWord]]:
    """Overlapping places become one, with the word of the longest phrase."""
    joined: list[tuple[int, int, MaskWord]] = []
    for start, end, word in sorted(spans, key=lambda one: (one[0], -one[1])):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), joined[-1][2])
        else:
            joined.append((start, end, word))
    return joined


def _end_of_letter(text: str, place: int) -> int:
    """Signs that belong to the letter before go with it: accents written apart, joiners that nobody sees."""
    while place < len(text) and unicodedata.category(text[place]) in ("Mn", "Me", "Cf"):
        place += 1
    return place


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in plain small letters, and for each of them its place in the text."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in _plain(sign):
            signs.append(one)
            places.append(place)
    return "".join(signs), places


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign.casefold()).casefold()
    kept = [one for one in apart if unicodedata.category(one) not in ("Mn", "Me", "Cf")]
    return "".join(_PLAIN.get(one, one) for one in kept)


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    tokens = _TOKEN.findall(_folded(phrase)[0])
    together = "".join(tokens)
    if not together:
        return re.compile(r"(?!)")  # nothing to find: `check_phrase` refuses such words before they get here
    if together.isdecimal() and len(together) >= _FEWEST_DIGITS:
        return re.compile(_digits(together))
    if found := _POSTCODE.fullmatch(together):
        tokens = list(found.groups())
    words = _BETWEEN.join(map(re.escape, tokens))
    before = _NOT_AFTER if _has_ends(together[0]) else ""
    after = f"{_ENDING}{_NOT_BEFORE}" if _has_ends(together[-1]) else ""
    return re.compile(before + words + after)


def _digits(number: str) -> str:
    """A telephone number, with the country's code or without, however it is spaced."""
    if number.startswith("0") and not number.startswith("00"):
        first, rest = rf"(?:0|(?:00)?{_BETWEEN}44{_BETWEEN}0?)", number[1:]
    elif number.startswith("44"):
        first, rest = rf"(?:0|(?:00)?{_BETWEEN}44{_BETWEEN}0?)", number[2:].removeprefix("0")
    else:
        first, rest = "", number
    return rf"(?<!\d){first}{_BETWEEN if first else ''}{_BETWEEN.join(rest)}(?!\d)"


def _has_ends(sign: str) -> bool:
    """In scripts without capital letters words often have no ends to see: there the words are taken wherever they stand."""
    return sign.isdigit() or sign.upper() != sign
