"""An event in the words of whoever records it: names for codes, and how it is known. Pure.

For a report each event's words begin with a mark, which is found again wherever somebody can read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fairward.config.demo.crossing.events import Event
from fairward.files.policies import MOST_TEXT
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.report_answers import Said

_TOLD = {"parent_words": "a parent", "carer_words": "a carer", "adult_words": "an adult"}
_SOMEBODY, _SOME_DOCUMENT = (
    "somebody whom the scenario does not name",
    "a document that the scenario does not name",
)
_MARK = re.compile(r"\[event (\d+)\]")


def marked(number: int, text: str) -> str:
    """The text with the event's mark before it; what looks like a mark in the text itself is none any more."""
    plain = _MARK.sub(r"(event \1)", text)
    return f"[event {number}] {plain}"


def marks_in(texts: Iterable[str]) -> frozenset[int]:
    """The numbers of the events whose words stand in these texts."""
    return frozenset(int(one) for text in texts for one in _MARK.findall(text))


def source_of(event: Event) -> str:
    """Who told it or where it was read, for a basis that needs it."""
    if event.basis is Basis.TOLD_BY:
        return _TOLD.get(event.subtype, _SOMEBODY)
    if event.basis is None:
        return "the scenario"
    return _SOME_DOCUMENT if event.basis is Basis.DOCUMENT else ""


def said_of(event: Event, text: str) -> Said:
    """What somebody types who records this event; `text` is in names."""
    text, source = text[:MOST_TEXT], source_of(event)
    basis = event.basis or Basis.DOCUMENT
    if basis is Basis.TOLD_BY:
        return Said(basis=basis, text=text, told=source)
    if basis is Basis.DOCUMENT:
        return Said(basis=basis, text=text, read=source)
    return Said(basis=basis, text=text, rests_on_nothing=basis is Basis.OPINION)
