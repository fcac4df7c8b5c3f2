"""What of a question to an agency is sealed: whom it went to, whom and what it asks about, and what was noted since. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.hub.enquiries.gate_content import person_from, person_plain

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that somebody noted about a question: chased, escalated, why it is decided without, why it was declined."""

    what: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EnquiryContent:
    """One question set as it went."""

    to: str
    persons: tuple[AskedPerson, ...]
    questions: tuple[AskedThing, ...]
    look_back_from: date
    named: tuple[str, ...] = ()
    noted: tuple[Noted, ...] = ()

    def with_note(self, what: str, words: str, by: str, at: datetime) -> EnquiryContent:
        """The same, with something noted."""
        return replace(self, noted=(*self.noted, Noted(what, words, by, at)))


def to_bytes(content: EnquiryContent) -> bytes:
    """For sealing."""
    value = {
        "format": FORMAT, **asdict(content), "persons": [person_plain(one) for one in content.persons],
        "look_back_from": content.look_back_from.isoformat(),
        "noted": [{**asdict(one), "at": one.at.isoformat()} for one in content.noted],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> EnquiryContent:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return EnquiryContent(**{
        **value, "persons": tuple(person_from(one) for one in value["persons"]),
        "questions": tuple(AskedThing(**one) for one in value["questions"]),
        "look_back_from": date.fromisoformat(value["look_back_from"]), "named": tuple(value["named"]),
        "noted": tuple(Noted(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in value["noted"]),
    })  # fmt: skip
