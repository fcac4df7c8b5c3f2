"""The notes of a package, as somebody decides about them one by one; what stands here already is set apart. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.package.contents import Link, Manifest, Note, Passage
from fairward.exchange.package.words import Together, together
from fairward.kernel.vocabulary import Label, Purpose


@dataclass(frozen=True, slots=True)
class Here:
    """What of a package stands in files here: `own` are claims that this school wrote, `taken` came in by an earlier package."""

    own: frozenset[UUID]
    taken: frozenset[UUID]

    @property
    def all(self) -> frozenset[UUID]:
        """Both."""
        return self.own | self.taken


@dataclass(frozen=True, slots=True)
class Sortable:
    """One note (or one pointer): what is new of it, and what stands here already."""

    key: str
    shown: Together
    new: tuple[Passage, ...]
    own: int
    taken: int

    @property
    def note(self) -> Note | None:
        """The sender's entry; None for a pointer."""
        return self.shown.note

    @property
    def first_purpose(self) -> Purpose | None:
        """The purpose for which its sender keeps it, if it is one of ours for children."""
        words = self.note.purpose if self.note else ""
        return next((one for one in FILES if one.word == words), None)


@dataclass(frozen=True, slots=True)
class Part:
    """Passages of one note under one label, through the same hands: what becomes one entry."""

    note: Note | None
    label: Label
    hands: tuple[Link, ...]
    passages: tuple[Passage, ...]


FILES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)


def sortable(shown: Manifest, here: Here) -> list[Sortable]:
    """Every note of a document from which passages for named people were taken out before, in its order."""
    return [_sortable(group, here) for group in together(shown.passages)]


def to_decide(groups: Sequence[Sortable]) -> list[Sortable]:
    """Those of which something is new."""
    return [one for one in groups if one.new]


def parts_of(passages: Collection[Passage]) -> list[Part]:
    """What becomes one entry each: never two labels, never two ways here, in one."""
    found: dict[tuple[Label, tuple[Link, ...]], list[Passage]] = {}
    for one in passages:
        found.setdefault((one.label, one.chain), []).append(one)
    return [Part(group[0].note, label, hands, tuple(group)) for (label, hands), group in found.items()]


def entries_named(shown: Manifest, organisation_id: UUID) -> dict[UUID, set[UUID]]:
    """Passage -> the entries under which an organisation once held it, as the chain says."""
    return {
        one.id: {link.entry for link in one.chain if link.organisation == organisation_id}
        for one in shown.passages
    }


def of_ours(named: Mapping[UUID, set[UUID]], standing: Collection[UUID]) -> frozenset[UUID]:
    """The passages whose entry here still stands."""
    return frozenset(passage for passage, entries in named.items() if entries & set(standing))


def _sortable(group: Together, here: Here) -> Sortable:
    new = tuple(one for one in group.passages if one.id not in here.all)
    ids = {one.id for one in group.passages}
    key = group.note.id if group.note else group.passages[0].id
    return Sortable(str(key), group, new, len(ids & here.own), len(ids & here.taken - here.own))
