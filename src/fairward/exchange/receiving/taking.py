"""Makes of passages what is written into a file: statements under the sender's ids, with origin and context. Pure.

What was told stays what the sender said: the basis names them, and nothing becomes an observation of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fairward.design.body_map import PARTS, mark_words
from fairward.design.words import date_words
from fairward.exchange.package import contents
from fairward.exchange.package.contents import RECORD, Attached, Manifest, Passage
from fairward.exchange.package.limits import SHORT
from fairward.exchange.package.words import claim_words
from fairward.exchange.receiving.grouping import Part
from fairward.files.content import EntryContent, Mark, StatementContent
from fairward.files.origin import Hand, Origin
from fairward.files.taking import Attachment, Received, Side
from fairward.files.writing import NewEntry, SaidElsewhere
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Label, Outcome, WhenPrecision
from fairward.rules import themes

_BASES = {one.code: one for one in Basis}
_KINDS = {one.code: one for one in AnnotationKind}
_OUTCOMES = {one.code: one for one in Outcome}
_PRECISIONS = {one.code: one for one in WhenPrecision}
NOT_NAMED = "somebody whom the sender does not name here"


def received(manifest: Manifest, part: Part, child_id: UUID, attached: Iterable[Attachment]) -> Received:
    """One entry: the passages of a part with everything that belongs to them."""
    sides = [
        Side(_annotation_kind(each), each.text or each.summary, None if each.is_of_entry else one.id, _said(each))
        for one in part.passages
        for each in one.context.attached
        if (each.text or each.summary).strip()
    ]  # fmt: skip
    sides += [_checking(manifest, one) for one in part.passages if one.context.checked_since]
    sides += [
        _elsewhere(manifest, one, mark) for one in part.passages for mark in one.marks if not _place(mark)
    ]
    return Received(_new(manifest, part), _content(manifest, part, child_id), _once(sides), tuple(attached))


def _new(manifest: Manifest, part: Part) -> NewEntry:
    note = part.note
    when = note.occurred_at if note else manifest.made_at
    precision = _PRECISIONS.get(note.precision, WhenPrecision.DAY) if note else WhenPrecision.DAY
    outcome = part.passages[0].context.outcome
    return NewEntry(
        EntryKind.RECEIVED, when, precision, label=part.label, outcome=_OUTCOMES.get(outcome.code) if outcome else None
    )  # fmt: skip


def _content(manifest: Manifest, part: Part, child_id: UUID) -> EntryContent:
    note = part.note
    known = {one.words: one.id for one in themes.all_themes()}
    return EntryContent(
        tuple(_statement(one, child_id) for one in part.passages),
        where=note.where if note else "",
        themes=tuple(known[words] for words in note.themes if words in known) if note else (),
        origin=_origin(manifest, part),
    )


def _origin(manifest: Manifest, part: Part) -> Origin:
    note, outcome = part.note, part.passages[0].context.outcome
    hands = tuple(Hand(one.organisation, one.name, one.entry, one.version, one.package) for one in part.hands)
    return Origin(
        organisation=manifest.sender.organisation, sender=manifest.sender.name, package=manifest.id,
        by=note.by if note else "", kind=note.kind.words if note else "", purpose=note.purpose if note else "",
        recorded=date_words(note.recorded_at) if note else "", outcome=outcome.words if outcome else "", hands=hands,
        about={one.id: one.about for one in part.passages if one.about},
        grades={one.id: one.grade for one in part.passages if one.grade},
        is_returned=hands[0].organisation == manifest.recipient.organisation,
    )  # fmt: skip


def _statement(one: Passage, child_id: UUID) -> StatementContent:
    if one.basis == RECORD or one.label is Label.POINTER:
        return StatementContent(
            Basis.DOCUMENT, claim_words(one), one.id, source=_heading(one), about=(child_id,), when=one.when
        )
    basis = _BASES[one.basis]
    source = one.source or (NOT_NAMED if basis is Basis.TOLD_BY else "")
    return StatementContent(
        basis, one.text or one.summary, one.id, source=source, because=one.because, about=(child_id,), when=one.when,
        marks=tuple(_mark(mark) for mark in one.marks if _place(mark)),
    )  # fmt: skip


def _heading(one: Passage) -> str:
    """What a sender's system asked for, such as reasons: read in their record, and under which heading."""
    return f"the record of {one.chain[0].name} ({one.basis_words})"[:SHORT]


def _place(mark: contents.Mark) -> str:
    """Where a mark is, in our words; empty where our map does not know its codes."""
    return mark_words(mark.part, mark.side) if mark.part in PARTS else ""


def _mark(mark: contents.Mark) -> Mark:
    return Mark(mark.part, mark.side, description=mark.words.removeprefix(_place(mark)).lstrip(", "))


def _elsewhere(manifest: Manifest, one: Passage, mark: contents.Mark) -> Side:
    """A mark that our map does not have stays with the claim in words."""
    said = SaidElsewhere(manifest.sender.name, manifest.made_at)
    return Side(AnnotationKind.EXPLANATION, f"Marked on a body map: {mark.words}", one.id, said)


def _annotation_kind(each: Attached) -> AnnotationKind:
    return _KINDS.get(each.kind, AnnotationKind.EXPLANATION)


def _said(each: Attached) -> SaidElsewhere:
    return SaidElsewhere(each.by, each.made_at, each.feeling, each.is_confidential)


def _checking(manifest: Manifest, one: Passage) -> Side:
    since = one.context.checked_since
    text = f"At {manifest.sender.name} somebody was checking if this is right, since {date_words(since)}."
    at: datetime = manifest.made_at
    return Side(AnnotationKind.DISPUTE, text, one.id, SaidElsewhere(manifest.sender.name, at))


def _once(sides: list[Side]) -> tuple[Side, ...]:
    """What belongs to the whole note comes with each of its passages, and is written once."""
    return tuple(dict.fromkeys(sides))
