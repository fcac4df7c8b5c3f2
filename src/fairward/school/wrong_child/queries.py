"""Everything that one mistake touches: entries, what belongs to them, who was shown them, who was told, who reported.

It may not change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.cases.disowning import outside
from fairward.exchange.queries import Recipient
from fairward.files.attachments import AttachmentHead, attachments_of_entry
from fairward.files.disposal import is_frozen
from fairward.files.queries import entry_for, follow_ups_for
from fairward.files.rendering import RenderedAnnotation, RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import AnnotationKind, EntryKind, Role
from fairward.organisations.queries import names_of_members
from fairward.people.queries import ChildName, child_for, names_of_adults, names_of_children
from fairward.rights.forgetting import shown_to
from fairward.school.wrong_child.policies import check_can_begin
from fairward.tenancy.rows import fetch

WHY = "putting right what was recorded with the wrong child"
# What a member of staff wrote to explain something may be about either child. What the family said is never the other's.
MAY_GO_ALONG = (AnnotationKind.EXPLANATION, AnnotationKind.CORRECTION, AnnotationKind.OUTCOME)
_FAMILY = [int(Role.FAMILY), int(Role.YOUNG_PERSON)]
_BY_STAFF = (
    "SELECT a.id FROM files_annotation a "
    "JOIN organisations_membership m ON m.organisation_id = a.organisation_id AND m.id = a.made_by "
    "WHERE a.organisation_id = %s AND a.entry_id = ANY(%s) AND a.kind = ANY(%s) AND NOT a.is_confidential "
    "AND m.role <> ALL(%s::smallint[])"
)
_REPORTS = "SELECT id, concern_id, recorded_by FROM files_entry WHERE organisation_id = %s AND id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One entry that is about somebody else, and what may go along with it."""

    entry: RenderedEntry
    concern_id: UUID | None
    recorded_by: UUID
    notes: Sequence[RenderedAnnotation]
    actions: Sequence[RenderedEntry]
    attachments: Sequence[AttachmentHead]
    belonging: Sequence[UUID]

    @property
    def ids(self) -> list[UUID]:
        """The entry and everything that belongs to it."""
        return [self.entry.id, *self.belonging]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was recorded with the wrong child: the entry, and reports that were joined to it and may be about the child."""

    file: OpenedFile
    child: ChildName
    main: Wrong
    joined: Sequence[Wrong]

    def wrong(self, joined: frozenset[UUID]) -> list[Wrong]:
        """The entries that are about somebody else: the first, and those of the joined ones that were named."""
        return [self.main, *(one for one in self.joined if one.entry.id in joined)]


@dataclass(frozen=True, slots=True)
class Reach:
    """Everybody whom wrong entries reached: who of the family was shown them, who outside was told, who reported; and
    whether something forbids destroying them now."""

    family: Sequence[str]
    told: Sequence[Recipient]
    reporters: Sequence[str]
    is_frozen: bool


def mistake_for(actor: Actor, entry_id: UUID, why: str = WHY) -> Mistake:
    """One entry with everything that its correction touches, opened as whoever reads the file."""
    entry, file, child = entry_for(actor, entry_id, why)
    check_can_begin(entry.kind)
    following = follow_ups_for(actor, file, entry.id, why)
    joined = [one for one in following if one.kind is EntryKind.CONCERN]
    mine = [one for one in following if one.kind is not EntryKind.CONCERN]
    others = [_wrong(actor, file, one, follow_ups_for(actor, file, one.id, why)) for one in joined]
    return Mistake(file, child, _wrong(actor, file, entry, mine), others)


def reach_of(organisation_id: UUID, mistake: Mistake, wrong: Sequence[Wrong]) -> Reach:
    """Whom these entries reached, by name, for whoever is about to put them right."""
    ids = [one for each in wrong for one in each.ids]
    reporters = names_of_members(organisation_id, {one.recorded_by for one in wrong if one.concern_id})
    return Reach(
        _names(organisation_id, shown_to(organisation_id, ids), mistake.file.child_id),
        outside(organisation_id, ids), sorted(one.name for one in reporters.values()),
        is_frozen(organisation_id, mistake.file.id, ids),
    )  # fmt: skip


def right_child_for(actor: Actor, child_id: UUID, why: str = WHY) -> ChildName:
    """The child whom it is about; the look at who they are is logged on their own record."""
    return child_for(actor, child_id, why).name


def _wrong(actor: Actor, file: OpenedFile, entry: RenderedEntry, belonging: Sequence[RenderedEntry]) -> Wrong:
    [(_, concern_id, recorded_by)] = fetch(_REPORTS, [actor.organisation_id, [entry.id]])
    kinds = [int(one) for one in MAY_GO_ALONG]
    by_staff = {row[0] for row in fetch(_BY_STAFF, [actor.organisation_id, [entry.id], kinds, _FAMILY])}
    notes = [*entry.annotations, *(note for one in entry.statements for note in one.annotations)]
    return Wrong(
        entry, concern_id, recorded_by, [one for one in notes if one.id in by_staff],
        [one for one in belonging if one.kind is EntryKind.ACTION and one.done_at is None],
        attachments_of_entry(actor, file, entry.id, WHY), [one.id for one in belonging],
    )  # fmt: skip


def _names(organisation_id: UUID, person_ids: Sequence[UUID], child_id: UUID) -> list[str]:
    children = names_of_children(organisation_id, [one for one in person_ids if one == child_id])
    found = names_of_adults(organisation_id, person_ids)
    found |= {key: f"{name.full} (the child)" for key, name in children.items()}
    return [found[one] for one in person_ids if one in found]
