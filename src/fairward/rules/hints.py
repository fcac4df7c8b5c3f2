"""Polite questions to the person writing, from word lists and from what is missing.

It may not stop anybody, judge a person or a child, or look into the child's own words; nothing here is stored.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from fairward.rules import records

# Quoted words belong to whoever said them. An apostrophe inside a word is not a quotation mark.
QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘(?:[^’]|’(?=\w))*(?:’|$)|(?<!\w)'[^']*(?:'\w[^']*)*'(?!\w)"
)


@dataclass(frozen=True)
class Claim:
    """A statement as the writer sees it at check-answers. basis is a word of the domain or a member of its enum."""

    id: str
    basis: object
    text: str = field(repr=False)
    has_because: bool = False
    names_who: bool = False
    has_when: bool = False


@dataclass(frozen=True)
class Hint:
    """A question about one statement, with the words it is about (as written; empty if something is missing)."""

    statement_id: str
    code: str
    question: str
    words: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Question:
    """One kind of hint as the data file gives it."""

    code: str
    when: str
    bases: frozenset[str]
    question: str
    pattern: re.Pattern[str] | None


@cache
def questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            raw["code"], raw["when"], frozenset(raw["bases"]), raw["question"], _pattern(raw.get("words", ()))
        )
        for raw in records.load("hints")["hint"]
    )


def hints_for(statements: Iterable[Claim]) -> list[Hint]:
    """At most one hint of each kind per statement, in the order of the statements and of the data file."""
    return [hint for claim in statements for hint in _hints(claim)]


def _hints(claim: Claim) -> Iterator[Hint]:
    basis = records.key(claim.basis)
    own_words = QUOTED.sub(lambda quoted: " " * len(quoted.group()), claim.text)
    for question in questions():
        if basis not in question.bases:
            continue
        if question.pattern is not None:
            words = _found(question.pattern, own_words)
            if words:
                yield Hint(claim.id, question.code, question.question, words)
        elif _is_missing(question.when, claim):
            yield Hint(claim.id, question.code, question.question)


def _is_missing(when: str, claim: Claim) -> bool:
    return not {"no_because": claim.has_because, "no_who": claim.names_who, "no_when": claim.has_when}[when]


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    straight = text.replace("’", "'")
    return tuple(dict.fromkeys(match.group() for match in pattern.finditer(straight)))


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for a list, longest first, so that "appeared to" wins over a shorter neighbour."""
    spelled = [re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spelled)})(?![\w-])", re.IGNORECASE) if spelled else None
