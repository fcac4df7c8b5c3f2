"""Makes passages of rendered entries (promise 2): there is no other way to one, and none of a bare text.

    chosen = ChosenEntry(entry, {statement.id: Choice(Label.RELEASABLE)}, masked={"Ben Okoro": "another pupil"})
    passages_of(chosen, hands)

`texts_of(entry)` lists what may be chosen: the statements, and the texts that the system asked for (reasons for a decision).
It may not query, open or decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5

from fairward.design.body_map import mark_words
from fairward.exchange.package.contents import (
    RECORD,
    Attached,
    Coded,
    Context,
    Link,
    Mark,
    Note,
    Passage,
)
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.views import IN_RECORDS, NO_CONTEXT
from fairward.files import content
from fairward.files.reading import NOT_TAKEN_IN
from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement, when_words
from fairward.kernel.vocabulary import Label
from fairward.rights.answer_making import FIELDS
from fairward.rights.redaction import cleaned
from fairward.rules import themes
from fairward.rules.labels import is_tightened

_CODES = frozenset({"outcome", "flags"})  # fields whose values are codes of the system


@dataclass(frozen=True, slots=True)
class Choice:
    """What the sender decided about one passage.

    `summary` and `summaries` (by the id of what is attached) are the wording for those who may read a summary only; `call`
    is whom to telephone about a pointer; `grade` that of police intelligence.
    """

    label: Label
    summary: str = ""
    summaries: Mapping[UUID, str] = field(default_factory=dict)
    call: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class ChosenEntry:
    """An entry, which of its passages go and how, the hands it came through before, and names that are replaced.

    `arrived_by` is the package in which it came to the sender, `earlier` the chain that it had there. `masked` maps a name as
    it is written to what stands in its place; it works in every text of the entry's passages. `arrived_labels` are those that
    passages bear which somebody else wrote: they may be tightened, never loosened.
    """

    entry: RenderedEntry
    choices: Mapping[UUID, Choice]
    earlier: tuple[Link, ...] = ()
    arrived_by: UUID | None = None
    masked: Mapping[str, str] = field(default_factory=dict)
    arrived_labels: Mapping[UUID, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hands:
    """The sending organisation, as the last link of every chain names it."""

    organisation: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Choosable:
    """A passage that may be chosen, with its words for the sender's page."""

    id: UUID
    basis: str
    basis_words: str
    text: str
    statement: RenderedStatement | None


def texts_of(entry: RenderedEntry) -> tuple[Choosable, ...]:
    """Everything in an entry that can become a passage, in its order."""
    if not isinstance(entry, RenderedEntry):
        raise TypeError("a passage is made of a rendered entry")
    fields = tuple(
        Choosable(
            uuid5(entry.id, key), RECORD, FIELDS.get(key, _spaced(key).capitalize()), _field(key, text), None
        )
        for key, text in entry.fields.items()
        if text.strip()
    )
    claims = (Choosable(one.id, one.basis.code, one.basis_words, one.text, one) for one in entry.statements)
    return (*fields, *claims)


def passages_of(chosen: ChosenEntry, hands: Hands) -> tuple[Passage, ...]:
    """The chosen passages of one entry, each with its whole context. Refused where a choice or a text does not fit."""
    known = {one.id: one for one in texts_of(chosen.entry)}
    if not chosen.choices.keys() <= known.keys():
        raise Refused("not_whole", "choices")
    for key, choice in chosen.choices.items():
        if not is_tightened(chosen.arrived_labels.get(key, choice.label), choice.label):
            raise Refused("label_loosened", "choices")
    pen = _Pen(chosen, hands)
    return tuple(pen.passage(one, chosen.choices[key]) for key, one in known.items() if key in chosen.choices)


class _Pen:
    """Writes the passages of one entry."""

    def __init__(self, chosen: ChosenEntry, hands: Hands) -> None:
        self.entry, self.chosen, self.hands, self.has_replaced = chosen.entry, chosen, hands, False
        self.masked = {name: words for name, words in chosen.masked.items() if name.strip()}
        longest_first = sorted(self.masked, key=len, reverse=True)
        names = "|".join(re.escape(name) for name in longest_first)
        self.names = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None
        self.folded = {name.casefold(): words for name, words in self.masked.items()}

    def passage(self, one: Choosable, choice: Choice) -> Passage:
        if choice.label is Label.POINTER:
            return self._pointer(one, choice)
        said, self.has_replaced = one.statement, False
        made = Passage(
            id=one.id, basis=one.basis, basis_words=self._words(one.basis_words), label=choice.label,
            text=self._words(one.text), summary=self._words(choice.summary), call="",
            source=self._words(said.source) if said else "", when=self._words(said.when) if said else "",
            grade=choice.grade, is_masked=False, about=tuple(self._words(name) for name in said.about) if said else (),
            marks=tuple(self._mark(mark) for mark in said.marks) if said else (),
            because=said.because if said else (),
            note=self._note(), context=self._context(said, choice), chain=(*self.chosen.earlier, self._link()),
        )  # fmt: skip
        return replace(made, is_masked=self.has_replaced)

    def _pointer(self, one: Choosable, choice: Choice) -> Passage:
        """Only that we know the child, and whom to call: its ids are made up, because ours tell when it was written."""
        return Passage(
            id=uuid5(one.id, "pointer"), basis=RECORD, basis_words=IN_RECORDS, label=Label.POINTER, text="", summary="",
            call=self._words(choice.call), source="", when="", grade="", is_masked=False, about=(), marks=(), because=(),
            note=None, context=NO_CONTEXT,
            chain=(Link(self.hands.organisation, self.hands.name, uuid5(self.entry.id, "pointer"), 1, None),),
        )  # fmt: skip

    def _note(self) -> Note:
        entry = self.entry
        return Note(
            id=entry.id, kind=Coded(entry.kind.code, entry.kind.word), by=self._words(entry.by),
            when=when_words(entry.occurred_at, entry.precision), occurred_at=_second(entry.occurred_at),
            precision=entry.precision.code, recorded_at=_second(entry.recorded_at), where=self._words(entry.where),
            purpose=entry.purpose_words, themes=tuple(themes.words_of(one) for one in entry.themes),
        )  # fmt: skip

    def _context(self, said: RenderedStatement | None, choice: Choice) -> Context:
        own = [self._attached(one, choice, is_of_entry=False) for one in (said.annotations if said else ())]
        whole = [self._attached(one, choice, is_of_entry=True) for one in self.entry.annotations]
        outcome = self.entry.outcome
        return Context(
            attached=(*own, *whole),
            outcome=Coded(outcome.code, outcome.word) if outcome is not None else None,
            checked_since=said.checked_since if said else None,
        )

    def _attached(self, one: RenderedAnnotation, choice: Choice, *, is_of_entry: bool) -> Attached:
        if one.text == NOT_TAKEN_IN:
            raise Refused("not_taken_in")
        return Attached(
            id=one.id, kind=one.kind.code, is_of_entry=is_of_entry, text=self._words(one.text),
            summary=self._words(choice.summaries.get(one.id, "")), feeling=self._words(one.feeling), by=self._words(one.by),
            made_at=_second(one.made_at), is_confidential=one.is_confidential,
        )  # fmt: skip

    def _mark(self, mark: content.Mark) -> Mark:
        said = (mark_words(mark.part, mark.side), mark.size, mark.colour, mark.description)
        return Mark(mark.part, mark.side, self._words(", ".join(filter(None, said))))

    def _link(self) -> Link:
        arrived_by = self.chosen.arrived_by
        return Link(self.hands.organisation, self.hands.name, self.entry.id, self.entry.version, arrived_by)

    def _words(self, text: str) -> str:
        text = cleaned(text)
        if self.names is None:
            return text
        replaced = self.names.sub(lambda found: self.folded[found[0].casefold()], text)
        self.has_replaced = self.has_replaced or replaced != text
        return replaced


def all_passages(chosen: Iterable[ChosenEntry], hands: Hands) -> tuple[Passage, ...]:
    """The passages of several entries, in their order."""
    return tuple(passage for one in chosen for passage in passages_of(one, hands))


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def _field(key: str, text: str) -> str:
    return _spaced(text).replace(",", ", ") if key in _CODES else text
