"""A pack as pictures and tables: lanes by agency, who knows what, what is open. It may not query, score or rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, plural
from fairward.exchange.answering.items import KINDS
from fairward.files.rendering import shortened
from fairward.hub.enquiries.enquiry_queries import ReadItem
from fairward.hub.enquiries.presenters import against_chips
from fairward.hub.packs.policies import is_weak
from fairward.hub.packs.queries import Pack
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label

_BASES = {each.code: each for each in Basis}
_NOTES = {each.code: f"with {each.word}" for each in AnnotationKind}


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency over time: where its items lie, from 0 to 100, and when."""

    name: str
    marks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture of a pack, with its first and last day."""

    lanes: Sequence[Lane]
    first: str
    last: str


def standing(pack: Pack) -> list[ReadItem]:
    """The items that were not replaced by a correction of their agency."""
    return [one for one in pack.items if one.replaced_at is None]


def kind_of(one: ReadItem) -> str:
    """What the hub calls an item."""
    basis = _BASES.get(one.claim.basis)
    return (
        "known to them"
        if one.claim.label is Label.POINTER
        else KINDS[basis]
        if basis
        else one.claim.basis_words
    )


def lanes_of(pack: Pack) -> Lanes | None:
    """One lane for each agency that answered with something dated; None where there is nothing to draw."""
    dated = [(one, one.claim.note.occurred_at) for one in standing(pack) if one.claim.note is not None]
    if not dated:
        return None
    first, last = min(at for _, at in dated), max(at for _, at in dated)
    lanes: dict[str, list[tuple[float, str]]] = {}
    for one, at in sorted(dated, key=lambda pair: pair[1]):
        mark = (_place(at, first, last), f"{kind_of(one)}, {one.claim.note.when if one.claim.note else ''}")
        lanes.setdefault(pack.agencies.get(one.enquiry_id, ""), []).append(mark)
    return Lanes([Lane(name, marks) for name, marks in lanes.items()], date_words(first), date_words(last))


def known_rows(pack: Pack) -> tuple[list[str], list[Row]]:
    """Who knows what: a row for each person, a column for each agency that was asked; counts by kind, never a score."""
    people = sorted({name for one in standing(pack) for name in one.claim.about})
    heads = ["About", *(one.content.to for one in pack.enquiries)]
    rows = [
        Row(
            [Cell(name), *(Cell(_known(pack, one.facts.id, one.facts.state, name)) for one in pack.enquiries)]
        )
        for name in people
    ]
    return heads, rows


def open_points(pack: Pack) -> list[str]:
    """What nobody knows yet: agencies that were not asked, declined or did not answer."""
    words = [f"{name} was not asked." for name in pack.not_asked]
    for one in pack.enquiries:
        if one.facts.state is EnquiryState.DECLINED:
            words.append(f"{one.content.to} declined to answer.")
        elif one.facts.state is EnquiryState.NOT_AVAILABLE:
            words.append(f"{one.content.to} did not answer in time.")
        elif one.facts.state is EnquiryState.WITHDRAWN:
            words.append(f"The question to {one.content.to} was withdrawn.")
    if pack.for_others:
        words.append(f"{plural(pack.for_others, 'item is', 'items are')} for named people only.")
    return words


def choices_of(pack: Pack) -> list[tuple[str, str]]:
    """Items to rest an analysis on: agency, kind and label first, then the beginning of the words."""
    return [(str(one.id), item_words(pack, one)) for one in standing(pack)]


def weak_of(pack: Pack) -> dict[UUID, str]:
    """Items whose grade is weak, in words."""
    return {one.id: item_words(pack, one) for one in standing(pack) if is_weak(one.claim.grade)}


def cited_words(pack: Pack) -> list[str]:
    """What the analysis rests on, as it stands now; and how many items of it were taken back by their agency."""
    found = [item_words(pack, one) for one in pack.items if one.id in pack.cited]
    cites = set(pack.analysis.weighed.cites) if pack.analysis else set()
    gone = cites - {one.id for one in standing(pack)} - {one.replaces for one in pack.items if one.replaces}
    back = {one.id for one in pack.items if one.id in gone}
    taken = plural(len(back), "item was taken back by its agency", "items were taken back by their agency")
    return found + ([f"{taken} since."] if back else [])


def item_words(pack: Pack, one: ReadItem) -> str:
    """An item in one line that never parts its words from agency, kind, label, grade and what is said against it."""
    grade = f", grade {one.claim.grade}" if one.claim.grade else ""
    words = f"ring: {one.claim.call}" if one.claim.label is Label.POINTER else shortened(one.claim.text, 90)
    chips = [chip.text for chip in against_chips(one.against)]
    against = "".join(f" · {chip}: {shortened(said.words, 90)}" for chip in chips for said in one.against)
    known = f"{kind_of(one)} ({one.claim.label.word}{grade}{_context(one)})"
    return f"{pack.agencies.get(one.enquiry_id, '')}, {known}: {words}{against}"


def _context(one: ReadItem) -> str:
    """That something belongs to it, and what it turned out to be: the words stand beside the item."""
    context = one.claim.context
    kinds = dict.fromkeys(_NOTES[note.kind] for note in context.attached)
    words = [*kinds, *([context.outcome.words] if context.outcome else [])]
    return "".join(f", {each}" for each in words)


def _known(pack: Pack, enquiry_id: UUID, state: EnquiryState, name: str) -> str:
    found = Counter(
        kind_of(one) for one in standing(pack) if one.enquiry_id == enquiry_id and name in one.claim.about
    )
    if found:
        return ", ".join(f"{count} × {kind}" for kind, count in sorted(found.items()))
    return "" if state is EnquiryState.RELEVANT else state.word


def _place(at: datetime, first: datetime, last: datetime) -> float:
    span = (last - first).total_seconds()
    return 50.0 if not span else 100 * (at - first).total_seconds() / span
