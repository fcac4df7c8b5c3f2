"""An agreement as data: what may be asked for what, under which power, about whom, how far back, with which labels. Pure.

What lies outside is refused with the clause that says so, as the paper numbers it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label
from fairward.rules import enquiries

FORMAT = 1
# What an agreement says, in the order of its clauses.
PARTS: Mapping[str, str] = {
    "purposes": "what it is for", "powers": "under which powers", "people": "about whom", "data": "which information",
    "look_back": "how far back", "labels": "labels of answers", "retention": "how long answers are kept",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """One agreement. `clauses`: part -> the clause of the paper that says it."""

    title: str
    purposes: tuple[str, ...]
    powers: tuple[str, ...]
    people: tuple[str, ...]
    data: tuple[str, ...]
    look_back_months: int
    labels: tuple[Label, ...]
    retention: str
    signed_by: str
    clauses: Mapping[str, str] = field(default_factory=dict)

    def clause(self, part: str) -> str:
        """“Clause 4.2 of …”, for a refusal."""
        number = self.clauses.get(part) or str(list(PARTS).index(part) + 1)
        return f"clause {number} of “{self.title}”"


def check_within(
    terms: Terms, *, level: int, power: str, look_back_months: int, persons: Iterable[AskedPerson],
    questions: Iterable[AskedThing],
) -> None:  # fmt: skip
    """Denied with the clause, where a question lies outside the agreement."""
    for code, sentence in outside(terms, level, power, look_back_months, persons, questions):
        raise Denied(code, sentence)


def outside(
    terms: Terms, level: int, power: str, look_back_months: int, persons: Iterable[AskedPerson],
    questions: Iterable[AskedThing],
) -> Iterable[tuple[str, str]]:  # fmt: skip
    """What lies outside the agreement: a code, and a sentence that cites the clause."""
    purpose = enquiries.purpose_of(level)
    if purpose is None or purpose.id not in terms.purposes:
        words = purpose.words if purpose else "this level"
        yield "outside_purposes", f"{_cap(terms.clause('purposes'))} does not cover asking {words}."
    if power not in terms.powers:
        yield (
            "outside_powers",
            f"{_cap(terms.clause('powers'))} does not name this power. Choose one that it names.",
        )
    for one in persons:
        if one.kind not in terms.people:
            kind = enquiries.people()[one.kind]
            yield "outside_people", f"{_cap(terms.clause('people'))} does not cover asking about {kind}."
    for thing in questions:
        if thing.data not in terms.data:
            words = enquiries.data_items()[thing.data].words
            yield (
                "outside_data",
                f"{_cap(terms.clause('data'))} does not cover “{words}”. Ask something else, or somebody else.",
            )
    if look_back_months > terms.look_back_months:
        yield (
            "outside_look_back",
            (f"{_cap(terms.clause('look_back'))} lets you ask at most {terms.look_back_months} months back."),
        )


def to_bytes(terms: Terms) -> bytes:
    """Terms for keeping."""
    value = {"format": FORMAT, **asdict(terms), "labels": [int(one) for one in terms.labels]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Terms:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    lists = {key: tuple(value[key]) for key in ("purposes", "powers", "people", "data")}
    return Terms(**{**value, **lists, "labels": tuple(Label(one) for one in value["labels"])})


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
