"""Takes what is withheld out of a text, before anything draws it. What is taken is not in what comes out.

    words = redact("Sam hit Robin.", [Cut(0, 3, "third_party", "about another person")])
    words.plain == "[withheld: about another person] hit Robin."

`Redacted` is the only kind of text that an answer accepts, and it has no place for the original: it holds the kept pieces
and, for each gap, why. A gap says nothing of how much was taken: its marker depends on the reason alone, gaps that only
spaces part become one, a cut that begins or ends inside a word takes the whole word, and spaces around a gap are made alike.
`taken_words` and `still_readable` find withheld words that stand elsewhere, for the reviewer to look at.
It may not decide what is withheld.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_REPLACED = "\ufffd"
_LETTERS = frozenset({"Ll", "Lu", "Lt", "Lm", "Nd", "Mn", "Mc", "Me"})
_JOINERS = frozenset("\u200c\u200d\u2060\ufe0e\ufe0f")
_SHORTEST = 4  # letters: shorter words stand inside others and would only cry wolf


class BadCut(ValueError):
    """A cut that does not lie in the text or gives no reason: nothing may be drawn until it is mended."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a reviewer decided to withhold: characters `start` to `end` (as Python counts), why as a code and in plain words."""

    start: int
    end: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that is disclosed."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where something is withheld: (code, plain words) of each reason. It holds nothing else."""

    reasons: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.reasons or not all(code and words.strip() for code, words in self.reasons):
            raise BadCut("Say why this is withheld: the exemption, and what it means in plain words.")

    @property
    def marker(self) -> str:
        """What stands in the place, the same for the same reasons."""
        return f"[withheld: {'; '.join(words for _, words in self.reasons)}]"

    @property
    def codes(self) -> tuple[str, ...]:
        """The exemptions."""
        return tuple(code for code, _ in self.reasons)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may leave: kept pieces and gaps. Made by `redact`, `whole` and `withheld`."""

    pieces: tuple[Kept | Gap, ...]

    @property
    def plain(self) -> str:
        """As text, with markers."""
        return "".join(one.text if isinstance(one, Kept) else one.marker for one in self.pieces)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The places where something is withheld."""
        return tuple(one for one in self.pieces if isinstance(one, Gap))

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it is disclosed."""
        return bool(self.pieces) and not any(isinstance(one, Kept) for one in self.pieces)

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __html__(self) -> str:
        """Escaped, with line breaks; gaps in bold (bold alone says nothing: the words do)."""
        return Markup("").join(
            Markup("<b>{}</b>").format(one.marker)
            if isinstance(one, Gap)
            else Markup("<br>").join(escape(line) for line in one.text.split("\n"))
            for one in self.pieces
        )


def whole(text: str) -> Redacted:
    """A text of which nothing is withheld."""
    text = cleaned(text)
    return Redacted((Kept(text),) if text.strip() else ())


def withheld(code: str, words: str) -> Redacted:
    """A text of which everything is withheld: it is not even given."""
    return Redacted((Gap(((code, words),)),))


def redact(text: str, cuts: Iterable[Cut]) -> Redacted:
    """The text without what is cut. BadCut for a cut outside the text, without length or without reason."""
    text = cleaned(text)
    found = sorted((_checked(one, text) for one in cuts), key=lambda one: (one.start, one.end, one.code))
    if not found:
        return whole(text)
    pieces: list[Kept | Gap] = []
    place = 0
    for start, end, reasons in _joined(found, text):
        _keep(pieces, text[place:start])
        pieces.append(Gap(reasons))
        place = end
    _keep(pieces, text[place:])
    return Redacted(tuple(_evened(pieces)))


def cleaned(text: str) -> str:
    """The text with one kind of line break; what no page can hold (control characters, halves of pairs) is replaced.

    Every character stays at its place except that "\\r\\n" becomes one: places of cuts count in the cleaned text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(_REPLACED if _is_unfit(one) else one for one in text)


def _is_unfit(sign: str) -> bool:
    if sign in "\n\t":
        return False
    code = ord(sign)
    return unicodedata.category(sign) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _checked(cut: Cut, text: str) -> Cut:
    if not 0 <= cut.start < cut.end <= len(text):
        raise BadCut("A cut must lie inside its text.")
    if not cut.code or not cut.words.strip():
        raise BadCut("Say why this is withheld: the exemption, and what it means in plain words.")
    start, end = cut.start, cut.end
    while start > 0 and _is_inside_word(text, start):
        start -= 1
    while end < len(text) and _is_inside_word(text, end):
        end += 1
    return Cut(start, end, cut.code, cut.words)


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a cut at `place` would leave a part of a word, or of a letter, standing.

    Scripts without capital letters are cut where the reviewer says: in some of them words have no ends to see.
    """
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in ("Mn", "Mc", "Me") or after in _JOINERS or before in _JOINERS:
        return True
    return unicodedata.category(before) in _LETTERS and unicodedata.category(after) in _LETTERS


def _joined(cuts: Sequence[Cut], text: str) -> list[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """Cuts that overlap or touch, or that only spaces part, become one gap with all their reasons, in order of the codes."""
    spans: list[tuple[int, int, dict[str, str]]] = []
    for cut in cuts:
        if spans and (cut.start <= spans[-1][1] or not text[spans[-1][1] : cut.start].strip()):
            start, end, reasons = spans[-1]
            spans[-1] = (start, max(end, cut.end), {cut.code: cut.words, **reasons})
        else:
            spans.append((cut.start, cut.end, {cut.code: cut.words}))
    return [(start, end, tuple(sorted(reasons.items()))) for start, end, reasons in spans]


def _keep(pieces: list[Kept | Gap], text: str) -> None:
    if text:
        pieces.append(Kept(text))


def _evened(pieces: Sequence[Kept | Gap]) -> Iterable[Kept | Gap]:
    """The pieces with the spaces around gaps made alike: one, or none before punctuation and at the ends."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        if isinstance(piece, Gap):
            yield piece
            continue
        text = piece.text
        if place > 0:
            text = _led(text)
        if place < last:
            text = _trailed(text, is_first=place == 0)
        if text.strip():
            yield Kept(text)


def _led(text: str) -> str:
    """Text after a gap: a new line stays, spaces become one, a letter that stood close gets one."""
    bare = text.lstrip()
    space = text[: len(text) - len(bare)]
    if "\n" in space:
        return "\n" + bare
    needs = bool(space) or bare[:1].isalnum()
    return " " + bare if needs and bare else bare


def _trailed(text: str, *, is_first: bool) -> str:
    """Text before a gap, likewise."""
    bare = text.rstrip()
    space = text[len(bare) :]
    if "\n" in space:
        return bare + "\n"
    if not bare:
        return "" if is_first else " "
    return bare + " " if space or bare[-1].isalnum() else bare


def taken_words(texts: Iterable[tuple[str, Sequence[Cut]]]) -> frozenset[str]:
    """What is cut out of these texts: each cut, and each longer word of it. Secret: for the reviewer's own request only."""
    found = set()
    for text, cuts in texts:
        for cut in cuts:
            words = " ".join(cleaned(text)[cut.start : cut.end].split())
            for one in (words, *words.split()):
                bare = one.strip(".,;:!?'\"’“”()")
                if len(bare) >= _SHORTEST:
                    found.add(bare.casefold())
    return frozenset(found)


def still_readable(taken: frozenset[str], text: str, cuts: Sequence[Cut]) -> tuple[str, ...]:
    """Which words, withheld in one place, can still be read in this text after its own cuts; in small letters.

    It is a question to a person, not a rule: "his mother" may be withheld in one place and rightly stand in another.
    """
    kept = (one.text for one in redact(text, cuts).pieces if isinstance(one, Kept))
    left = " | ".join(" ".join(one.split()) for one in kept).casefold()
    return tuple(sorted(words for words in taken if words in left))
