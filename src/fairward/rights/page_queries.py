"""Reads what the lead's pages about families show: who sees an entry, the preview for one person, what a family added."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fairward.files.queries import entry_for, file_for
from fairward.files.rendering import RenderedAnnotation, RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import FamilyDecision
from fairward.people.queries import ChildName
from fairward.rights.building import may_be_included
from fairward.rights.masking import Mask
from fairward.rights.masks import Masks
from fairward.rights.policies import check_label, check_purpose
from fairward.rights.sharing import WHY, Prepared, everything_in, gather, prepare
from fairward.rights.sharing_queries import (
    Member,
    StandingVersion,
    access_of,
    family_for,
    masks_for,
    standing_versions,
)
from fairward.rights.shown_content import to_bytes
from fairward.rights.suggesting import Suggestion, once
from fairward.rights.vocabulary import Caution
from fairward.tenancy.rows import fetch

_DECISIONS = (
    "SELECT person_id, decision, ground, review_on, talk_by, talked_on, decided_at, ended_at "
    "FROM rights_audiencedecision WHERE organisation_id = %s AND entry_id = %s ORDER BY decided_at DESC, id DESC"
)
_TAKEN_BACK = (
    "SELECT ended_at, first_read_at, last_read_at FROM rights_shownversion WHERE organisation_id = %s AND entry_id = %s "
    "AND person_id = %s AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1"
)
_LAST_MASKS = (
    "SELECT id, person_id, account_id, entry_version, masks_id, masks, made_at, first_read_at, last_read_at "
    "FROM rights_shownversion WHERE organisation_id = %s AND entry_id = %s AND person_id = %s "
    "ORDER BY made_at DESC, id DESC LIMIT 1"
)
_SIDE = (
    "SELECT m.entry_id, m.annotation_id, m.person_id, m.made_at, m.read_at, m.is_confidential, a.statement_id, e.file_id "
    "FROM rights_myside m JOIN files_annotation a ON a.organisation_id = m.organisation_id AND a.id = m.annotation_id "
    "JOIN files_entry e ON e.organisation_id = m.organisation_id AND e.id = m.entry_id "
    "WHERE m.organisation_id = %s AND m.id = %s"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about one person, standing or earlier."""

    person_id: UUID
    decision: FamilyDecision
    ground: str
    review_on: date | None
    talk_by: date | None
    talked_on: date | None
    decided_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sees:
    """One person and one entry: what was decided, what they are shown, whether they read it, whether they can."""

    member: Member
    standing: Decided | None
    earlier: Sequence[Decided]
    shown: StandingVersion | None
    last_ended: tuple[datetime, datetime | None, datetime | None] | None
    has_account: bool
    closed_because: str


@dataclass(frozen=True, slots=True)
class WhoSees:
    """The page of one entry: everybody of the family."""

    entry: RenderedEntry
    file: OpenedFile
    child: ChildName
    people: Sequence[Sees]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """An entry as one person would see it with these masks, and everything that can be chosen."""

    prepared: Prepared
    file: OpenedFile
    child: ChildName
    suggestions: Sequence[Suggestion]
    accounts: Sequence[RenderedAnnotation]
    all_cautions: frozenset[Caution]

    @property
    def digest(self) -> str:
        """What stands for the very preview that was looked at."""
        return hashlib.sha256(to_bytes(self.prepared.shown)).hexdigest()


@dataclass(frozen=True, slots=True)
class SidePage:
    """What somebody of a family added, beside what it is about."""

    entry: RenderedEntry
    file: OpenedFile
    child: ChildName
    note: RenderedAnnotation
    statement_id: UUID | None
    read_at: datetime | None
    is_confidential: bool


def who_sees_for(actor: Actor, entry_id: UUID, why: str) -> WhoSees:
    """What each member of the family sees of an entry, and what was decided about it since when."""
    entry, file, child = entry_for(actor, entry_id, why)
    check_purpose(file.purpose)
    own = actor.organisation_id
    decisions = [
        Decided(row[0], FamilyDecision(row[1]), *row[2:]) for row in fetch(_DECISIONS, [own, entry_id])
    ]
    shown = {one.person_id: one for one in standing_versions(own, entry_id)}
    people = []
    for member in family_for(actor, file.child_id, why):
        mine = [one for one in decisions if one.person_id == member.person_id]
        access = access_of(own, member.person_id, file.child_id)
        ended = fetch(_TAKEN_BACK, [own, entry_id, member.person_id])
        people.append(
            Sees(
                member, next((one for one in mine if one.ended_at is None), None), [one for one in mine if one.ended_at],
                shown.get(member.person_id), ended[0] if ended else None, access is not None,
                access.closed_because if access is not None else "",
            )
        )  # fmt: skip
    return WhoSees(entry, file, child, people)


def last_masks_for(actor: Actor, entry_id: UUID, person_id: UUID, why: str) -> Masks:
    """What a lead chose when this person was last shown the entry, ended since or not; nothing when they never were."""
    rows = fetch(_LAST_MASKS, [actor.organisation_id, entry_id, person_id])
    if not rows:
        return Masks()
    _, file, _ = entry_for(actor, entry_id, why)
    return masks_for(actor, file, entry_id, StandingVersion(*rows[0]), why)


def preview_for(
    actor: Actor, entry_id: UUID, person_id: UUID, masks: Masks | None, why: str = WHY
) -> PreviewPage:
    """What this person would see. Without masks: with those of last time, and with every suggestion taken."""
    entry, file, child = entry_for(actor, entry_id, why)
    check_purpose(file.purpose)
    check_label(entry.label)
    ground = gather(actor, file, entry, person_id, family_for(actor, file.child_id, why))
    everything = everything_in(entry, ground.told)
    found = [prepare(ground, each).found for each in (everything, replace(everything, named=frozenset()))]
    suggestions = once([one for each in found for one in each.suggestions])
    if masks is None:
        masks = last_masks_for(actor, entry_id, person_id, why)
        masks = replace(masks, phrases=_with_new(masks, suggestions), seen=frozenset())
    return PreviewPage(
        prepare(ground, masks), file, child, suggestions, may_be_included(entry, ground.told),
        found[0].warnings | found[1].warnings,
    )  # fmt: skip


def _with_new(masks: Masks, suggestions: Sequence[Suggestion]) -> tuple[Mask, ...]:
    known = {one.phrase for one in masks.phrases} | set(masks.kept)
    return (*masks.phrases, *(one.mask for one in suggestions if one.phrase not in known))


def my_side_for(actor: Actor, my_side_id: UUID, why: str = "reading what the family added") -> SidePage:
    """What somebody of a family added, in words, beside the entry."""
    rows = fetch(_SIDE, [actor.organisation_id, my_side_id])
    if not rows:
        raise NotFound("my_side")
    entry_id, annotation_id, _person, _made, read_at, is_confidential, statement_id, file_id = rows[0]
    file_for(actor, file_id, why)
    entry, file, child = entry_for(actor, entry_id, why)
    notes = [*entry.annotations, *(note for one in entry.statements for note in one.annotations)]
    note = next(one for one in notes if one.id == annotation_id)
    return SidePage(entry, file, child, note, statement_id, read_at, is_confidential)


def standing_for(actor: Actor, entry_id: UUID, person_id: UUID, why: str) -> tuple[WhoSees, Sees]:
    """One person of the page of an entry; whoever is not of the family is not there."""
    page = who_sees_for(actor, entry_id, why)
    found = [one for one in page.people if one.member.person_id == person_id]
    if not found:
        raise NotFound("person")
    return page, found[0]
