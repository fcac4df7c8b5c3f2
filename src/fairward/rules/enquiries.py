"""What a hub may ask an agency: purposes, powers, people, sorts of information, tests; from `data/enquiries.toml`.

It may not know a question or an answer: whoever asks chooses from these lists, and an agreement narrows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import records
from fairward.rules.records import Provenance


@dataclass(frozen=True)
class Listed:
    """An id on a list, in words."""

    id: str
    words: str


@dataclass(frozen=True)
class Purpose:
    """What a question is for; each belongs to one level of need."""

    id: str
    words: str
    level: int


@dataclass(frozen=True)
class Power:
    """What lets a hub ask: for staff, in plain words for the family, and at which levels."""

    id: str
    words: str
    plain: str
    levels: tuple[int, ...]
    provenance: Provenance


@dataclass(frozen=True)
class DataItem:
    """A sort of information. `kinds`: whom it is usually asked of; empty means anybody."""

    id: str
    words: str
    kinds: tuple[OrganisationKind, ...]

    def is_usual_for(self, kind: OrganisationKind) -> bool:
        """Whether an organisation of this kind holds it."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Question:
    """Something that is asked before a question, or an answer, leaves."""

    id: str
    question: str


@dataclass(frozen=True)
class LooksLike:
    """Beginnings of words at which a warning is offered, and those that speak against it."""

    words: tuple[str, ...]
    unless: tuple[str, ...]

    def found_in(self, text: str) -> bool:
        """Whether the text has one of the words and none that speaks against it."""
        low = text.casefold()
        return any(one in low for one in self.words) and not any(one in low for one in self.unless)


@cache
def purposes() -> Mapping[str, Purpose]:
    """Purposes by id."""
    return {raw["id"]: Purpose(**raw) for raw in records.load("enquiries")["purpose"]}


def purpose_of(level: int) -> Purpose | None:
    """The purpose of a level; None where nobody is asked."""
    return next((one for one in purposes().values() if one.level == level), None)


@cache
def powers() -> Mapping[str, Power]:
    """Powers by id."""
    return {
        raw["id"]: Power(
            raw["id"], raw["words"], raw["plain"], tuple(raw["levels"]), records.provenance_of(raw)
        )
        for raw in records.load("enquiries")["power"]
    }


@cache
def data_items() -> Mapping[str, DataItem]:
    """Sorts of information by id."""
    return {
        raw["id"]: DataItem(
            raw["id"], raw["words"], tuple(OrganisationKind[one.upper()] for one in raw["kinds"])
        )
        for raw in records.load("enquiries")["data"]
    }


def people() -> Mapping[str, str]:
    """What somebody is to the child, by id."""
    return _words("people")


def sensitive_tests() -> Mapping[str, str]:
    """What lets an answer from a sensitive service go."""
    return _words("sensitive_test")


def without_consent() -> Mapping[str, str]:
    """Why it happens without consent: a, b or c."""
    return _words("without_consent")


def agreements_to_a_service() -> Mapping[str, str]:
    """What the family said about a service."""
    return _words("agreement")


def ask_tests() -> tuple[Question, ...]:
    """What is asked before a question leaves."""
    return _questions("ask_test")


def consult_tests() -> tuple[Question, ...]:
    """What is asked before somebody who told something is consulted about showing it."""
    return _questions("consult_test")


def answer_tests() -> tuple[Question, ...]:
    """What is asked before an answer leaves."""
    return _questions("answer_test")


@cache
def looks_like() -> Mapping[str, LooksLike]:
    """Signs in a text, by the warning that is offered."""
    return {
        raw["warning"]: LooksLike(tuple(raw["words"]), tuple(raw.get("unless", ())))
        for raw in records.load("enquiries")["looks_like"]
    }


def whole_record() -> tuple[int, int]:
    """More letters, or more dates, than this look like a record that was pasted."""
    raw = records.load("enquiries")["whole_record"]
    return raw["letters"], raw["dates"]


def provenance() -> Provenance:
    """Where the lists come from."""
    return records.provenance_of(records.load("enquiries")["about"])


@cache
def _words(table: str) -> Mapping[str, str]:
    return {raw["id"]: raw["words"] for raw in records.load("enquiries")[table]}


@cache
def _questions(table: str) -> tuple[Question, ...]:
    return tuple(Question(raw["id"], raw["question"]) for raw in records.load("enquiries")[table])
