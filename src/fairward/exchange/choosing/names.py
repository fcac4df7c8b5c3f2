"""Finds names of other people in what goes, and offers what could stand instead. Pure; a person decides about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from fairward.exchange.choosing.proposing import Standing, notes_of
from fairward.rights.masking import written_in

PUPIL, STAFF, ADULT, FAMILY = "pupil", "staff", "adult", "family"
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose name may stand in a text: the whole name, who they are, and the id of what could stand instead."""

    name: str
    who: str
    instead: str
    is_usually_kept: bool = False


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name as it is written in what goes. Staff and parents are usually needed; the others are not."""

    written: str
    who: str
    instead: str
    is_usually_kept: bool

    @property
    def key(self) -> str:
        """A stable name for its fields on the page; nobody reads a name in it."""
        return sha256(self.written.casefold().encode()).hexdigest()[:16]


def texts_going(standing: Iterable[Standing]) -> list[str]:
    """Every text that goes with these passages: words, sources, people, places, and what belongs to them."""
    found: dict[str, None] = {}
    for one in standing:
        said = one.passage.statement
        found |= dict.fromkeys((one.passage.text, one.entry.where))
        if said is not None:
            found |= dict.fromkeys(
                (said.source, said.when, *said.about, *(mark.description for mark in said.marks))
            )
        if one.decided is not None:
            found |= dict.fromkeys((one.decided.summary, *one.decided.summaries.values()))
        found |= dict.fromkeys(text for note in notes_of(one) for text in (note.text, note.feeling))
    return [text for text in found if text.strip()]


def named_in(standing: Iterable[Standing], own: Iterable[str]) -> list[Known]:
    """The people whom these statements are about, and those who told something, as far as they are not the child."""
    mine = set(own)
    found: dict[str, Known] = {}
    for one in standing:
        said = one.passage.statement
        if said is None:
            continue
        for name in said.about:
            if name not in mine:
                found.setdefault(name, Known(name, "somebody whom a statement is about", ADULT))
        if said.source.strip():
            found.setdefault(said.source, Known(said.source, "who told something", ADULT))
    return list(found.values())


def found_in(texts: Sequence[str], people: Sequence[Known], own: str) -> list[FoundName]:
    """The names that stand in these texts, as they are written, whole names first; parts of the child's own are not offered."""
    text = "\n".join(texts)
    mine = {word.casefold() for word in own.split()} | {own.casefold()}
    found: dict[str, FoundName] = {}
    for one in people:
        for form in _forms(one.name):
            if form.casefold() in mine:
                continue
            for written in written_in(form, text):
                found.setdefault(
                    written.casefold(), FoundName(written, one.who, one.instead, one.is_usually_kept)
                )
    return sorted(found.values(), key=lambda each: (each.is_usually_kept, -len(each.written), each.written))


def _forms(name: str) -> list[str]:
    parts = [part for part in name.split() if len(part) >= SHORTEST and part[:1].isupper()]
    return list(dict.fromkeys([name, *parts]))
