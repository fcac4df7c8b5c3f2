"""Turns an opened entry and what was decided about it into an entry of an answer. It may not decide, open or query.

Review and answer read the same list of texts: `texts_of` names each text of an entry by its place, the reviewer decides, and
`entry_of` refuses when a text has appeared, changed or gone since. So nothing leaves that nobody looked at.

    for text in texts_of(entry, asker_is_child=False):
        text.place, text.label, text.text        # "statement:<id>:text", "Seen or heard", "He had a bruise …"
    entry_of(entry, Decided(version=entry.version, reviewed=frozenset(places), cuts={place: [cut]}, withheld={place: exemption}))

Places of `withheld`: any text's place, or "statement:<id>" and "annotation:<id>" for the whole of one. Withholding
"statement:<id>:text" leaves what is attached to it; "statement:<id>" takes that too. Names (who wrote it, whom it is about) are
withheld whole or not at all: they are not part of a version, and a place counted in an older name would miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairward.design.body_map import mark_words
from fairward.design.words import date_words
from fairward.files.content import Mark
from fairward.files.reading import NOT_TAKEN_IN
from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement, when_words
from fairward.kernel.vocabulary import EntryKind
from fairward.rights.answer import (
    NOTHING,
    NOTHING_ATTACHED,
    RECORD,
    AnswerEntry,
    Attached,
    Context,
    Passage,
    Unanswerable,
    WithheldPassage,
)
from fairward.rights.redaction import Cut, Redacted, cleaned, redact, withheld
from fairward.rules import themes
from fairward.rules.exemptions import Exemption

FIELDS = {
    "told": "Who was told already",
    "action": "What was to be done",
    "outcome": "What was decided",
    "voice_missing": "Why the child’s own words are missing",
    "reopened_because": "Why it was opened again",
    "corrected_because": "Why it was corrected",
    "flags": "Marks that decide how long it is kept",
}
_CODES = frozenset({"outcome", "flags"})  # codes of the system, shown as words


@dataclass(frozen=True, slots=True)
class ReviewText:
    """One text of an entry: where it stands, what it is, its words (cuts count in exactly these).

    `is_name`: it can be withheld as a whole only.
    """

    place: str
    label: str
    text: str = field(repr=False)
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What the reviewers decided about one version of an entry: which texts they saw, what is cut, what is withheld whole."""

    version: int
    reviewed: frozenset[str]
    cuts: Mapping[str, Sequence[Cut]] = field(default_factory=dict)
    withheld: Mapping[str, Exemption] = field(default_factory=dict)


def cut_for(exemption: Exemption, start: int, end: int) -> Cut:
    """A cut for a listed reason, with its own words."""
    return Cut(start, end, exemption.id, exemption.mark)


def texts_of(entry: RenderedEntry, *, asker_is_child: bool) -> tuple[ReviewText, ...]:
    """Every text of an entry, in the order in which the answer has them.

    What a young person marked confidential is not there at all when somebody else asks. Unanswerable while the family's
    words wait to be taken into the file: nobody could look at them.
    """
    found = [
        ReviewText("entry:by", "Written by", entry.by, is_name=True),
        ReviewText("entry:where", "Where", entry.where),
    ]
    found += [ReviewText("entry:owner", "To be done by", entry.owner, is_name=True)]
    found += [
        ReviewText(f"field:{key}", _label(key), _field_text(key, text)) for key, text in entry.fields.items()
    ]
    for one in entry.statements:
        found += _statement_texts(one)
        found += _annotation_texts(_attached_to(one.annotations, asker_is_child))
    found += _annotation_texts(_attached_to(entry.annotations, asker_is_child))
    return tuple(
        ReviewText(one.place, one.label, cleaned(one.text), one.is_name) for one in found if one.text.strip()
    )


def entry_of(
    number: int, entry: RenderedEntry, decided: Decided, *, asker_is_child: bool
) -> AnswerEntry | None:
    """The entry as it is disclosed; None when nothing of it is (count it in `LeftOut.entries`)."""
    pen = _Pen(entry, decided, asker_is_child)
    passages = (*pen.fields(), *(pen.statement(one) for one in entry.statements))
    if not any(isinstance(one, Passage) for one in passages):
        return None
    return AnswerEntry(
        number=number,
        id=str(entry.id),
        kind=entry.kind.word,
        when=when_words(entry.occurred_at, entry.precision),
        purpose=entry.purpose_words,
        by=pen.words("entry:by"),
        where=pen.words("entry:where"),
        owner=pen.words("entry:owner"),
        outcome=entry.outcome.word if entry.outcome is not None else "",
        state=_state(entry),
        themes=tuple(themes.words_of(one) for one in entry.themes),
        kept_until=date_words(entry.destroy_on) if isinstance(entry.destroy_on, date) else "",
        passages=passages,
        context=pen.context(entry.annotations),
    )


class _Pen:
    """Writes what was decided about one entry, after checking that it is what was looked at."""

    def __init__(self, entry: RenderedEntry, decided: Decided, asker_is_child: bool) -> None:
        self.texts = {one.place: one for one in texts_of(entry, asker_is_child=asker_is_child)}
        self.decided, self.asker_is_child, self.entry = decided, asker_is_child, entry
        self._check()

    def _check(self) -> None:
        if self.decided.version != self.entry.version or not self.texts.keys() <= self.decided.reviewed:
            raise Unanswerable("This note was changed or added to after it was looked at. Look at it again.")
        parts = {place.rsplit(":", 1)[0] for place in self.texts if place.count(":") > 1}
        if (
            not self.decided.cuts.keys() <= self.texts.keys()
            or not self.decided.withheld.keys() <= self.texts.keys() | parts
        ):
            raise Unanswerable(
                "Something was decided about words that are not there. Look at this note again."
            )
        if any(self.texts[place].is_name for place in self.decided.cuts):
            raise Unanswerable("A name is withheld as a whole, or not at all.")

    def words(self, place: str) -> Redacted:
        """One text as it is disclosed."""
        if place not in self.texts:
            return NOTHING
        exemption = self.decided.withheld.get(place)
        if exemption is not None:
            return withheld(exemption.id, exemption.mark)
        return redact(self.texts[place].text, self.decided.cuts.get(place, ()))

    def fields(self) -> Iterable[Passage | WithheldPassage]:
        for key in self.entry.fields:
            words = self.words(f"field:{key}")
            if words:
                yield _passage_or_gap(words, id="", basis=RECORD, basis_words=redact(_label(key), ()))

    def statement(self, one: RenderedStatement) -> Passage | WithheldPassage:
        start = f"statement:{one.id}"
        exemption = self.decided.withheld.get(start)
        if exemption is not None:
            return WithheldPassage(exemption.id, exemption.mark)
        return _passage_or_gap(
            self.words(f"{start}:text"),
            id=str(one.id),
            basis=one.basis.code,
            basis_words=self.words(f"{start}:basis"),
            when=self.words(f"{start}:when"),
            about=self._all(f"{start}:about", len(one.about)),
            marks=self._all(f"{start}:mark", len(one.marks)),
            rests_on=tuple(map(str, one.because)),
            checked_since=date_words(one.checked_since),
            context=self.context(one.annotations),
        )

    def context(self, notes: Sequence[RenderedAnnotation]) -> Context:
        shown = _attached_to(notes, self.asker_is_child)
        return Context(tuple(str(one.id) for one in shown), tuple(map(self._attached, shown)))

    def _all(self, start: str, count: int) -> tuple[Redacted, ...]:
        return tuple(filter(None, (self.words(f"{start}-{place}") for place in range(count))))

    def _attached(self, one: RenderedAnnotation) -> Attached:
        start = f"annotation:{one.id}"
        exemption = self.decided.withheld.get(start)
        words = withheld(exemption.id, exemption.mark) if exemption else self.words(f"{start}:text")
        if words.is_withheld:
            return Attached(str(one.id), one.kind.word, words)
        return Attached(str(one.id), one.kind.word, words, self.words(f"{start}:by"), date_words(one.made_at))


def _passage_or_gap(
    words: Redacted, *, context: Context = NOTHING_ATTACHED, **rest: Any
) -> Passage | WithheldPassage:
    if words.is_withheld:
        code, why = words.gaps[0].reasons[0]
        return WithheldPassage(code, why, context)
    return Passage(text=words, context=context, **rest)


def _statement_texts(one: RenderedStatement) -> list[ReviewText]:
    start, label = f"statement:{one.id}", one.basis.word.capitalize()
    return [
        ReviewText(f"{start}:basis", "How it is known", one.basis_words),
        ReviewText(f"{start}:when", "When", one.when),
        ReviewText(f"{start}:text", label, one.text),
        *(
            ReviewText(f"{start}:mark-{place}", "Body map", _mark(mark))
            for place, mark in enumerate(one.marks)
        ),
        *(
            ReviewText(f"{start}:about-{place}", "About", name, is_name=True)
            for place, name in enumerate(one.about)
        ),
    ]


def _annotation_texts(notes: Iterable[RenderedAnnotation]) -> list[ReviewText]:
    found = []
    for one in notes:
        if one.text == NOT_TAKEN_IN:
            raise Unanswerable(
                "The family added something that a safeguarding lead must take into the file first."
            )
        found.append(ReviewText(f"annotation:{one.id}:by", "Added by", one.by, is_name=True))
        text = f"{one.text} ({one.feeling})" if one.feeling else one.text
        found.append(ReviewText(f"annotation:{one.id}:text", one.kind.word.capitalize(), text))
    return found


def _attached_to(notes: Sequence[RenderedAnnotation], asker_is_child: bool) -> list[RenderedAnnotation]:
    return [one for one in notes if asker_is_child or not one.is_confidential]


def _label(key: str) -> str:
    return FIELDS.get(key, key.replace("_", " ").capitalize())


def _field_text(key: str, text: str) -> str:
    return text.replace("_", " ").replace(",", ", ") if key in _CODES else text


def _mark(mark: Mark) -> str:
    words = ", ".join(filter(None, (mark_words(mark.part, mark.side), mark.size, mark.colour)))
    return f"{words}: {mark.description}" if mark.description else words


def _state(entry: RenderedEntry) -> str:
    if entry.kind is not EntryKind.ACTION:
        return ""
    if entry.done_at:
        return f"Done {date_words(entry.done_at)}"
    return f"To be done by {date_words(entry.due_on)}" if isinstance(entry.due_on, date) else ""
