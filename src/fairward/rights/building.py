"""Builds what one person is shown of an entry out of what staff see. It is built for them, never filtered on a page.

A statement never goes without its basis and what is attached to it. What is confidential, left out, or somebody else's account
is not there: no gap, no count, no other order. It may not query, open keys or decide what is masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from fairward.design.body_map import Placed, placed
from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement, shortened
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose, Role
from fairward.rights.masking import Mask, masked
from fairward.rights.masks import Masks
from fairward.rights.shown_content import ShownAnnotation, ShownEntry, ShownStatement

DECIDED_BECAUSE, CHILD_VOICE, TO_DO = "decided_because", "child_voice", "to_do"
SOMEBODY = "told by someone"
REPORTED = "what was reported"
_ROLES = {
    Role.SAFEGUARDING_LEAD: "the safeguarding lead",
    Role.DEPUTY_LEAD: "the deputy safeguarding lead",
    Role.HEADTEACHER: "the headteacher",
    Role.PASTORAL: "a pastoral lead",
    Role.DATA_PROTECTION_OFFICER: "the data protection officer",
}
# Whose account it is cannot be seen when a member of staff wrote it down: it is somebody's own until the lead says otherwise.
_ACCOUNTS = (AnnotationKind.FAMILY_ACCOUNT, AnnotationKind.CHILD_ACCOUNT, AnnotationKind.DISPUTE)


class Side(Enum):
    """Who attached something, seen from the person who is shown it."""

    STAFF = "staff"
    OWN = "own"
    FAMILY = "another member of the family"


@dataclass(frozen=True, slots=True)
class Author:
    """Who attached something: which side, and the word for them."""

    side: Side
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything around an entry that decides what one person gets of it. `never`: what must not be there, whatever was
    confirmed (addresses and numbers of others); `withdrawn`: statements that a correction found wrong; `attached_to`:
    annotation -> the statement that it was written to, which may be gone from the entry."""

    purpose: Purpose
    by: str
    authors: Mapping[UUID, Author]
    never: Sequence[Mask] = ()
    withdrawn: frozenset[UUID] = frozenset()
    attached_to: Mapping[UUID, UUID] = field(default_factory=dict)
    decisions: Sequence[RenderedEntry] = field(default=())


def role_words(role: Role) -> str:
    """How somebody of the school is called before a family: what they are, never their name."""
    return _ROLES.get(role, "a member of staff")


def build(entry: RenderedEntry, told: Told, masks: Masks) -> ShownEntry:
    """The entry as this person sees it."""
    words = _Words((*told.never, *masks.phrases))
    gone = told.withdrawn | masks.left_out.keys()
    kept = [one for one in entry.statements if one.id not in gone]
    quotes = {shortened(one.text): shortened(words(one.text)) for one in kept}
    decisions = [
        one for one in told.decisions if one.kind is EntryKind.DECISION and entry.outcome is not None
    ][-1:]
    # What was written to a statement that this person is not shown goes with the statement.
    loose = [one for one in entry.annotations if told.attached_to.get(one.id) not in gone]
    notes = [*loose, *(note for one in decisions for note in _notes_of(one))]
    return ShownEntry(
        entry_id=entry.id,
        kind=entry.kind,
        purpose=told.purpose,
        occurred_at=entry.occurred_at,
        precision=entry.precision,
        by=f"somebody at {entry.origin.written_at}" if entry.origin else told.by,
        where=words(entry.where),
        outcome=entry.outcome.code if entry.outcome is not None else "",
        fields=_fields(entry, decisions, masks, words),
        statements=tuple(
            _statement(
                one, quotes, told, masks, words, f" (at {entry.origin.written_at})" if entry.origin else ""
            )
            for one in kept
        ),
        annotations=_annotations(notes, told, masks, words),
    )


def texts_of(shown: ShownEntry) -> list[str]:
    """Everything in it that somebody typed, for finding what may have to be masked."""
    texts = [shown.where, *shown.fields.values(), *(one.text for one in shown.annotations)]
    for one in shown.statements:
        texts += [one.text, one.basis_words, one.when, *one.marks, *one.rests_on]
        texts += [note.text for note in one.annotations]
    return [text for text in texts if text]


def may_be_included(entry: RenderedEntry, told: Told) -> list[RenderedAnnotation]:
    """Accounts of others that stay out unless the lead includes them. What is confidential is not offered."""
    notes = [*entry.annotations, *(note for one in entry.statements for note in one.annotations)]
    return [note for note in notes if not note.is_confidential and _is_others(note, told)]


def _notes_of(entry: RenderedEntry) -> Iterable[RenderedAnnotation]:
    yield from entry.annotations
    for one in entry.statements:
        yield from one.annotations


class _Words:
    """Applies the masks to one text after the other."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks

    def __call__(self, text: str) -> str:
        return masked(text, self._masks) if text and self._masks else text


def _fields(
    entry: RenderedEntry, decisions: Sequence[RenderedEntry], masks: Masks, words: _Words
) -> dict[str, str]:
    """Named texts that a family gets; flags, themes and notes for colleagues are none of them."""
    found: dict[str, str] = {}
    if entry.fields.get("action"):
        found[TO_DO] = words(entry.fields["action"])
    for decision in decisions:
        for one in decision.statements:
            if one.id not in masks.left_out and one.basis in (Basis.OPINION, Basis.CHILD_SAID):
                key = DECIDED_BECAUSE if one.basis is Basis.OPINION else CHILD_VOICE
                found[key] = words(one.text)
    return found


def _statement(
    one: RenderedStatement, quotes: Mapping[str, str], told: Told, masks: Masks, words: _Words, elsewhere: str
) -> ShownStatement:
    """One statement; `elsewhere` says of what was received whose knowledge it is."""
    rests_on = [quotes.get(quote, REPORTED if quote == REPORTED else "") for quote in one.rests_on]
    return ShownStatement(
        id=one.id,
        basis=one.basis,
        basis_words=_basis_words(one, masks, words, elsewhere),
        text=words(one.text),
        rests_on=tuple(quote for quote in rests_on if quote),
        when=words(one.when),
        marks=tuple(words(_mark_words(mark)) for mark in placed(one.marks)),
        annotations=_annotations(one.annotations, told, masks, words),
    )


def _basis_words(one: RenderedStatement, masks: Masks, words: _Words, elsewhere: str) -> str:
    if one.basis is Basis.TOLD_BY and one.id not in masks.named:
        return f"{SOMEBODY}{elsewhere}"
    return words(one.basis_words)


def _mark_words(mark: Placed) -> str:
    facts = ", ".join(part for part in (mark.words, mark.size, mark.colour) if part)
    return f"{facts}: {mark.description}" if mark.description else facts


def _annotations(
    notes: Iterable[RenderedAnnotation], told: Told, masks: Masks, words: _Words
) -> tuple[ShownAnnotation, ...]:
    """What is attached. The reader's own words are not copied: their page holds the original beside the statement."""
    return tuple(
        ShownAnnotation(
            note.id, note.kind, words(note.text), _author(note, told).words, note.made_at, words(note.feeling)
        )
        for note in notes
        if not note.is_confidential
        and _author(note, told).side is not Side.OWN
        and (note.id in masks.included or not _is_others(note, told))
        and note.id not in masks.left_out
    )


def _author(note: RenderedAnnotation, told: Told) -> Author:
    return told.authors.get(note.id, Author(Side.FAMILY, "a member of the family"))


def _is_others(note: RenderedAnnotation, told: Told) -> bool:
    side = _author(note, told).side
    return side is Side.FAMILY or (side is Side.STAFF and note.kind in _ACCOUNTS)
