"""Words of a record explained for families: how something is known, and what the words of the field mean.

It may not decide what is shown: whoever prints a record prints these beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fairward.rules import records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class ExplainedWord:
    """A word and what it means, in sentences that somebody of nine to eleven years can read."""

    id: str
    words: str
    meaning: str


@cache
def bases() -> tuple[ExplainedWord, ...]:
    """How something is known: ids are codes of `Basis`, and "record"."""
    return _explained("basis")


@cache
def words() -> tuple[ExplainedWord, ...]:
    """The words of the field, by the alphabet."""
    return tuple(sorted(_explained("word"), key=lambda one: one.words.casefold()))


def words_in(texts: Iterable[str]) -> tuple[ExplainedWord, ...]:
    """Those words of the field that stand in one of the texts."""
    whole = "\n".join(texts).casefold()
    return tuple(one for one in words() if one.id in whole or one.words.casefold() in whole)


def basis(code: str) -> ExplainedWord:
    """The explanation of one basis; KeyError if there is none of that code."""
    return {one.id: one for one in bases()}[code]


def provenance() -> Provenance:
    """Where the words come from."""
    return records.provenance_of(records.load("glossary")["about"])


def _explained(kind: str) -> tuple[ExplainedWord, ...]:
    return tuple(
        ExplainedWord(raw["id"], raw["words"], raw["meaning"]) for raw in records.load("glossary")[kind]
    )
