"""Puts together the package of a notice from what was opened. Pure: it seals and stores nothing.

A passage goes with its whole context, as it stands now, under the label under which it was told. What was left out then is not
in it. Of what is destroyed, recalled, or about another child, it holds a number and one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.replying import as_asked
from fairward.exchange.following.first import ABOUT_A_CHANGE, First
from fairward.exchange.following.queries import AsTold, ChangeLine
from fairward.exchange.following.vocabulary import CODES, GOES, SENTENCES, Asked
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import (
    Change,
    Child,
    Coded,
    Link,
    Notice,
    Recipient,
    Sender,
    Told,
)
from fairward.exchange.package.making import Choice, ChosenEntry, texts_of
from fairward.exchange.package.sealing import Package
from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.rules import disclosure, family

THE_CHILD = "the child"
_UNDRAWN = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Parties:
    """Who tells whom about which child. `names` are all that the child is called."""

    sender: Sender
    recipient: Recipient
    about: Child
    names: tuple[str, ...]
    log_head: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a notice is made of. `labels`: passage -> the label under which it was told."""

    package_id: UUID
    told: AsTold
    changes: Sequence[ChangeLine]
    labels: Mapping[UUID, Label]
    first: First
    entries: Sequence[RenderedEntry]
    parties: Parties
    wordings: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that the recipient may read as a summary only: somebody must write it anew. `before` is what they were told."""

    id: UUID
    text: str
    before: str


def asked_of(changes: Sequence[ChangeLine]) -> Asked:
    """What the recipient is asked to do."""
    return Asked.DESTROY if all(one.what in GOES for one in changes) else Asked.ACKNOWLEDGE


def package_of(material: Material, now: datetime, *, is_drawn: bool = True) -> Package:
    """The notice, not sealed; Refused where something in it may not go. Without `is_drawn` its PDF is not made: for looking."""
    head, chosen = _head(material, now), _chosen(material)
    return build(head, chosen) if is_drawn else build(head, chosen, draw=lambda _: _UNDRAWN)


def wordings_of(material: Material) -> list[Wording]:
    """What must be written anew for a recipient who may read a summary only."""
    found: dict[UUID, Wording] = {}
    for entry in material.entries:
        for one in texts_of(entry):
            told = told_as(material).get(one.id)
            if told is None or told.label is not Label.RELEASABLE_SUMMARY:
                continue
            found[one.id] = Wording(one.id, one.text, told.summary)
            for note in _attached(entry, one.statement):
                found[note.id] = Wording(note.id, note.text, told.summaries.get(note.id, ""))
    return list(found.values())


def told_as(material: Material) -> dict[UUID, Decision]:
    """The passages that the notice repeats as they stand now -> how they were told, or how the one was in whose place they
    stand."""
    found = {}
    for one in material.changes:
        label = material.labels.get(one.passage_id)
        if one.what in GOES or label is None or label is Label.POINTER:
            continue
        before = material.first.passages.get(one.passage_id, Decision(True, label))
        for passage_id in (one.passage_id, one.successor_id):
            if passage_id is not None:
                found[passage_id] = replace(before, label=label)
    return found


def _attached(entry: RenderedEntry, said: RenderedStatement | None) -> list[RenderedAnnotation]:
    return [*(said.annotations if said else ()), *entry.annotations]


def _chosen(material: Material) -> list[ChosenEntry]:
    told, masks = told_as(material), dict(material.first.masks)
    if material.told.kind is DisclosureKind.ADVICE:
        masks |= dict.fromkeys(material.parties.names, THE_CHILD)
    made = [
        ChosenEntry(
            as_asked(entry, material.first.replying),
            {
                one.id: _choice(told[one.id], one.id, material.wordings)
                for one in texts_of(entry)
                if one.id in told
            },
            masked=masks,
            **_came(entry),
        )
        for entry in material.entries
    ]
    return [one for one in made if one.choices]


def _came(entry: RenderedEntry) -> dict[str, Any]:
    """Through whose hands a received entry came, and the label that it came with: it is never loosened."""
    origin, label = entry.origin, entry.label
    if origin is None or label is None:
        return {}
    earlier = tuple(
        Link(one.organisation, one.name, one.entry, one.version, one.package) for one in origin.hands
    )
    arrived = {one.id: label for one in texts_of(entry)}
    return {"earlier": earlier, "arrived_by": origin.package, "arrived_labels": arrived}


def _choice(told: Decision, passage_id: UUID, wordings: Mapping[UUID, str]) -> Choice:
    summaries = {**told.summaries, **wordings}
    return Choice(told.label, wordings.get(passage_id, told.summary), summaries, told.call, told.grade)


def _head(material: Material, now: datetime) -> Head:
    basis = disclosure.basis(material.told.basis)
    about = material.parties.about
    if material.told.kind is DisclosureKind.ADVICE:  # they were never told who it is
        about = Child(uuid5(material.package_id, "child"), "A child whom we did not name", None, "")
    return Head(
        kind=DisclosureKind.CORRECTION_NOTICE, sender=material.parties.sender, recipient=material.parties.recipient,
        about=about, purpose=material.first.why(), reason=ABOUT_A_CHANGE, basis=Coded(basis.id, basis.words),
        tests=material.first.answered(), told=_told(material.told, now.date()),
        notice=Notice(material.package_id, _said(material.changes), asked_of(material.changes).code),
        log_head=material.parties.log_head, id=new_id(), made_at=now.replace(microsecond=0),
    )  # fmt: skip


def _said(changes: Sequence[ChangeLine]) -> tuple[Change, ...]:
    """One line for each passage and sort of change."""
    found = {(one.passage_id, CODES[one.what]): SENTENCES[one.what] for one in changes}
    return tuple(Change(passage, code, words) for (passage, code), words in found.items())


def _told(told: AsTold, today: date) -> Told:
    if told.is_told or not told.ground:
        return Told(True, None, None)
    ground = family.ground(told.ground)
    return Told(False, Coded(ground.id, ground.words), told.tell_by or today)
