"""Puts together what the child's pages need from files, people and rights. It opens content through `files` only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fairward.files import queries as files
from fairward.files.attachments import AttachmentHead, attachment_counts, attachments_of_entry
from fairward.files.queries import Chronology, FileHead, Filters
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.mistakes.queries import ProofLine, proofs_of_child
from fairward.organisations.queries import names_of_members
from fairward.people import queries as people
from fairward.people.queries import ChildName
from fairward.rights.queries import decisions_of
from fairward.school.chronology.presenters import EntryOnPage, VersionOnPage, on_page, version_words


@dataclass(frozen=True, slots=True)
class Sibling:
    """A linked child: the name and which files exist, as pointers only."""

    id: UUID
    name: str
    purposes: Sequence[Purpose]


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child without content: who they are, who belongs to them, which files there are."""

    child: people.ChildRecord
    adults: Sequence[people.AdultOfChild]
    siblings: Sequence[Sibling]
    heads: Sequence[FileHead]
    proofs: Sequence[ProofLine] = ()


@dataclass(frozen=True, slots=True)
class FilePage:
    """One page of a chronology in words."""

    head: FileHead
    child: ChildName
    chronology: Chronology
    entries: Sequence[EntryOnPage]


def child_page_for(actor: Actor, child_id: UUID, why: str) -> ChildPage:
    """Identity, people and files of a child; the look at the identity is logged by `people`."""
    child = people.child_for(actor, child_id, why)
    siblings = people.siblings_of(actor, child_id)
    purposes = files.purposes_of_children(actor, list(siblings))
    return ChildPage(
        child,
        people.adults_of_child(actor, child_id),
        [Sibling(id_, name.full, purposes[id_]) for id_, name in siblings.items()],
        files.heads_of_child(actor, child_id),
        proofs_of_child(actor, child_id, why),
    )


def family_names(actor: Actor, opened: OpenedFile) -> dict[UUID, str]:
    """The people about whom family decisions are made: the child's adults and the child."""
    adults = people.adults_of_child(actor, opened.child_id)
    return {**{adult.adult_id: adult.identity.full for adult in adults}, opened.child_id: opened.child_name}


HeldFile = tuple[FileHead, OpenedFile, ChildName]


def file_page_for(actor: Actor, file_id: UUID, filters: Filters, why: str) -> FilePage:
    """One page of a file's chronology, opened, with the family decisions in words."""
    return page_of(actor, files.file_for(actor, file_id, why), filters, why)


def page_of(
    actor: Actor, held: HeldFile, filters: Filters, why: str, family: Mapping[UUID, str] | None = None
) -> FilePage:
    """The same of a file that is open already; `family`: what `family_names` said of it."""
    head, opened, child = held
    chronology = files.chronology_for(actor, opened, filters, why)
    return FilePage(head, child, chronology, in_words(actor, opened, chronology.entries, family))


def in_words(
    actor: Actor,
    opened: OpenedFile,
    entries: Sequence[RenderedEntry],
    family: Mapping[UUID, str] | None = None,
) -> list[EntryOnPage]:
    """Entries with their family decisions, in words."""
    ids = [entry.id for entry in entries]
    decisions = decisions_of(actor.organisation_id, ids)
    counts = attachment_counts(actor.organisation_id, ids)
    names = (family_names(actor, opened) if family is None else family) if decisions else {}
    today = timezone.localdate()
    return [
        on_page(entry, today, decisions.get(entry.id, ()), names, counts.get(entry.id, 0))
        for entry in entries
    ]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry in words, what followed from it, its attachments and whose it is."""

    shown: EntryOnPage
    follow_ups: Sequence[EntryOnPage]
    child: ChildName
    child_id: UUID
    file_id: UUID
    purpose: Purpose
    attachments: Sequence[AttachmentHead]


def entry_page_for(actor: Actor, entry_id: UUID, why: str) -> EntryPage:
    """One entry and the actions and decisions that belong to it; nothing else of the file is opened."""
    entry, opened, child = files.entry_for(actor, entry_id, why)
    follow_ups = files.follow_ups_for(actor, opened, entry_id, why)
    shown, *rest = in_words(actor, opened, [entry, *follow_ups])
    return EntryPage(
        shown,
        rest,
        child,
        opened.child_id,
        opened.id,
        opened.purpose,
        attachments_of_entry(actor, opened, entry_id, why),
    )


def versions_page_for(
    actor: Actor, entry_id: UUID, why: str
) -> tuple[RenderedEntry, ChildName, list[VersionOnPage]]:
    """Every version of an entry in words, newest first; what a correction found wrong is counted, not shown."""
    entry, opened, child = files.entry_for(actor, entry_id, why)
    rows = files.versions_for(actor, opened, entry_id, why)
    names = names_of_members(actor.organisation_id, [row[2] for row in rows])
    made = [(number, at, names[by].name if by in names else "", what) for number, at, by, what in rows]
    return entry, child, version_words(made, entry, files.withdrawn_from(actor.organisation_id, entry_id))
