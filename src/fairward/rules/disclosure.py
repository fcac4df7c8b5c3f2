"""On what basis something may be told outside, and the questions asked each time. It may not answer them for anybody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fairward.rules import records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class LawfulBasis:
    """A basis for telling somebody outside: for staff, and in plain words for the family."""

    id: str
    words: str
    plain: str


@dataclass(frozen=True)
class DisclosureTest:
    """A question that must be answered yes before anything is told; `plain` goes on after "because"."""

    id: str
    question: str
    plain: str


@cache
def bases() -> tuple[LawfulBasis, ...]:
    """The bases, the usual one second."""
    return tuple(
        LawfulBasis(raw["id"], raw["words"], raw["plain"]) for raw in records.load("disclosure")["basis"]
    )


@cache
def tests() -> tuple[DisclosureTest, ...]:
    """The questions in their order."""
    return tuple(
        DisclosureTest(raw["id"], raw["question"], raw["plain"]) for raw in records.load("disclosure")["test"]
    )


def basis(basis_id: str) -> LawfulBasis:
    """The basis of that id; KeyError if it is not on the list."""
    return {each.id: each for each in bases()}[basis_id]


def provenance() -> Provenance:
    """Where bases and questions come from."""
    return records.provenance_of(records.load("disclosure")["about"])
