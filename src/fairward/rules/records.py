"""Reads the dated records of `data/` and picks the ones that apply on a day.

It may not interpret a record (the module that owns the subject does) nor hold a rule of its own.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, Protocol, TypeVar

CONFIDENCES = ("seen", "recalled", "product", "local")
CONFIDENCE_WORDS = {
    "seen": "We have read this in the source",
    "recalled": "Known from the statute or guidance, and to be checked by a lawyer",
    "product": "Our own default: no rule is published",
    "local": "This differs from place to place",
}
STATUSES = ("in_force", "draft", "superseded")


class BadRule(ValueError):
    """A record in a data file that cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class Provenance:
    """Where a rule comes from, how sure we are, and when it applies."""

    source: str
    confidence: str
    status: str
    effective_from: date
    effective_to: date | None = None

    def __post_init__(self) -> None:
        if self.confidence not in CONFIDENCES:
            raise BadRule(f"confidence is one of {', '.join(CONFIDENCES)}, not {self.confidence!r}")
        if self.status not in STATUSES:
            raise BadRule(f"status is one of {', '.join(STATUSES)}, not {self.status!r}")
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise BadRule("effective_to is before effective_from")

    def applies(self, on: date) -> bool:
        if self.status != "in_force" or on < self.effective_from:
            return False
        return self.effective_to is None or on <= self.effective_to


class Dated(Protocol):
    """A rule with an id that its versions share."""

    @property
    def id(self) -> str: ...

    @property
    def provenance(self) -> Provenance: ...


T = TypeVar("T", bound=Dated)


@cache
def load(name: str) -> Mapping[str, Any]:
    """The parsed data file `data/<name>.toml`."""
    text = resources.files(__package__).joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def provenance_of(record: Mapping[str, Any]) -> Provenance:
    """The provenance fields of one raw record; BadRule when one is missing."""
    try:
        return Provenance(
            record["source"],
            record["confidence"],
            record["status"],
            record["effective_from"],
            record.get("effective_to"),
        )
    except KeyError as missing:
        raise BadRule(f"{record.get('id', 'a record')} lacks {missing}") from None


def in_force(rules: Iterable[T], on: date) -> list[T]:
    """One version per rule id, in the order of the file.

    A day before the first version of a rule uses that first version: an old record still needs an answer.
    """
    chosen: dict[str, T] = {}
    for rule in rules:
        held = chosen.get(rule.id)
        about = rule.provenance
        is_first = held is None and about.status == "in_force" and on < about.effective_from
        if about.applies(on) or is_first:
            chosen[rule.id] = rule
    return list(chosen.values())


def key(word: object) -> str:
    """The data files' spelling of a purpose, outcome or basis, given as text or as a member of an enum."""
    if word is None:
        return "none"
    if isinstance(word, Enum):
        return word.name.lower()
    return str(word).lower()
