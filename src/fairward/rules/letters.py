"""The sentences of answers and letters to families, as data. It may not make a letter: it gives its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from fairward.rules import records
from fairward.rules.records import BadRule, Provenance


@dataclass(frozen=True)
class LetterPart:
    """A piece of a letter: a heading or none, fixed paragraphs, or a question (`own`) that its writer answers here."""

    heading: str
    paragraphs: tuple[str, ...]
    own: str


@dataclass(frozen=True)
class LetterWords:
    """One kind of letter. `fills` name what stands in braces in its paragraphs."""

    id: str
    title: str
    fills: tuple[str, ...]
    parts: tuple[LetterPart, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """What its writer has to answer, in the order of the letter."""
        return tuple(part.own for part in self.parts if part.own)


@dataclass(frozen=True)
class ChallengeWords:
    """Somebody who can be asked to look again: the organisation, the regulator, a court."""

    id: str
    who: str
    what: str
    how: tuple[str, ...]


@cache
def answer_words() -> Mapping[str, Any]:
    """What every answer to an access request says beside what is held."""
    found: Mapping[str, Any] = records.load("letters")["answer"]
    return found


@cache
def letters() -> tuple[LetterWords, ...]:
    """Every kind of letter."""
    return tuple(_letter(raw) for raw in records.load("letters")["letter"])


def letter(kind: str) -> LetterWords:
    """One kind of letter; KeyError for one that there is not."""
    return {each.id: each for each in letters()}[kind]


@cache
def challenges() -> tuple[ChallengeWords, ...]:
    """Whom to ask, nearest first; `{organisation}` in `who` is for its name."""
    return tuple(
        ChallengeWords(raw["id"], raw["who"], raw["what"], tuple(raw["how"]))
        for raw in records.load("letters")["challenge"]
    )


def provenance() -> Provenance:
    """Where the sentences come from."""
    return records.provenance_of(records.load("letters")["about"])


def _letter(raw: Mapping[str, Any]) -> LetterWords:
    parts = tuple(
        LetterPart(part.get("heading", ""), tuple(part.get("paragraphs", ())), part.get("own", ""))
        for part in raw["parts"]
    )
    used = {
        name
        for part in parts
        for text in part.paragraphs
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    if used != set(raw["fills"]):
        raise BadRule(f"{raw['id']}: fills must name exactly what stands in braces")
    return LetterWords(raw["id"], raw["title"], tuple(raw["fills"]), parts)
