"""Reads one transfer with everything on its page, schools after schools, and whom of a year it could begin for. No writing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.travel.partner_queries import PartnerFacts, partners
from fairward.files.queries import heads_of_child
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import EntryKind
from fairward.organisations.queries import names_of_members
from fairward.people.queries import AdultOfChild, ChildName, adults_of_child, left_days_of, names_of_children
from fairward.rules.transfers import TransferClock
from fairward.school.transfers.asking import PURPOSES
from fairward.school.transfers.clock import calendars_of, clock_of
from fairward.school.transfers.content import NextSchool, reveal_note, reveal_school
from fairward.school.transfers.models import ChaseNote, IndexLine, Successor, Transfer
from fairward.school.transfers.policies import check_can_handle
from fairward.school.transfers.row_queries import PartRow, TransferRow, parts_of, with_states
from fairward.school.transfers.vocabulary import Asked, Began, Destination, Ended, Succession
from fairward.tenancy.rows import fetch

_OF_YEAR = """
SELECT c.id FROM people_child c WHERE c.organisation_id = %(own)s AND c.year_group = %(year)s AND c.left_on IS NULL
AND EXISTS (
  SELECT 1 FROM files_file f JOIN files_entry e ON e.organisation_id = f.organisation_id AND e.file_id = f.id
  WHERE f.organisation_id = c.organisation_id AND f.child_id = c.id AND f.purpose = ANY(%(purposes)s))
AND NOT EXISTS (
  SELECT 1 FROM transfers_transfer t WHERE t.organisation_id = c.organisation_id AND t.child_id = c.id
  AND t.closed_at IS NULL AND NOT t.is_copy)
"""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody heard when they asked."""

    asked_on: date
    how: Asked
    words: str
    next_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Followed:
    """One school after another."""

    partner_id: UUID
    partner: str
    successor_id: UUID
    successor: str
    how: Succession
    since_on: date


@dataclass(frozen=True, slots=True)
class OneTransfer:
    """One transfer with everything on its page. `on_roll`: the child is here now; `index`: part -> kinds and how many."""

    found: TransferRow
    began: Began
    child: ChildName
    on_roll: bool
    school: NextSchool
    destination: Destination
    partner: PartnerFacts | None
    followed_by: Followed | None
    clock: TransferClock | None
    parts: Sequence[PartRow]
    past: Sequence[PartRow]
    notes: Sequence[Note]
    index: dict[UUID, list[tuple[EntryKind, int, date, date]]]
    restricted: Sequence[AdultOfChild]
    ended: Ended | None

    @property
    def id(self) -> UUID:
        """The transfer's."""
        return self.found.row.id


def transfer_for(actor: Actor, transfer_id: UUID, why: str) -> OneTransfer:
    """One transfer with its files, what was asked, and whom of the child's family a restriction is about; looks are logged."""
    check_can_handle(actor)
    own = actor.organisation_id
    row = Transfer.objects.filter(organisation_id=own, id=transfer_id).first()
    if row is None:
        raise NotFound("transfer")
    record_list(actor, item_kind="transfer", item_ids=[transfer_id], subject_id=row.child_id, why=why)
    heads_of_child(actor, row.child_id)
    found = with_states(own, [row])[0]
    every = parts_of(own, [transfer_id], with_over=True)
    known = {one.id: one for one in partners(own)}
    adults = adults_of_child(actor, row.child_id, why)
    return OneTransfer(
        found, Began(row.began), names_of_children(own, [row.child_id])[row.child_id],
        left_days_of(own, [row.child_id]).get(row.child_id) is None, reveal_school(own, row.id, row.destination_sealed),
        Destination(row.destination), known.get(row.partner_id) if row.partner_id else None,
        _successor_of(own, row.partner_id), clock_of(row.leaves_on, calendars_of(own)), found.parts,
        [part for part in every if part.is_over], _notes(own, transfer_id), _index(own, [part.id for part in every]),
        [one for one in adults if one.is_restricted], Ended(row.ended) if row.ended else None,
    )  # fmt: skip


def _notes(organisation_id: UUID, transfer_id: UUID) -> list[Note]:
    rows = ChaseNote.objects.filter(organisation_id=organisation_id, transfer_id=transfer_id).order_by(
        "-noted_at"
    )
    found = list(rows)
    names = names_of_members(organisation_id, {row.noted_by for row in found})
    return [
        Note(
            row.asked_on, Asked(row.how), reveal_note(organisation_id, row.id, row.words), row.next_on,
            names[row.noted_by].name if row.noted_by in names else "",
        )
        for row in found
    ]  # fmt: skip


def _index(
    organisation_id: UUID, part_ids: Collection[UUID]
) -> dict[UUID, list[tuple[EntryKind, int, date, date]]]:
    """Part -> (kind, how many, first day, last day) of what went, as the index has it."""
    rows = IndexLine.objects.filter(organisation_id=organisation_id, part_id__in=list(part_ids))
    days: dict[tuple[UUID, EntryKind], list[date]] = {}
    for part_id, kind, on in rows.values_list("part_id", "kind", "occurred_on"):
        days.setdefault((part_id, EntryKind(kind)), []).append(on)
    found: dict[UUID, list[tuple[EntryKind, int, date, date]]] = {}
    for (part_id, kind), those in sorted(days.items()):
        found.setdefault(part_id, []).append((kind, len(those), min(those), max(those)))
    return found


def successors_of(organisation_id: UUID) -> list[Followed]:
    """Which school came after which, newest first: organisations, no child."""
    names = {one.id: one.card.name for one in partners(organisation_id)}
    rows = Successor.objects.filter(organisation_id=organisation_id).order_by("-since_on", "id")
    return [
        Followed(
            row.partner_id, names[row.partner_id], row.successor_id, names[row.successor_id], Succession(row.how),
            row.since_on,
        )
        for row in rows
    ]  # fmt: skip


def _successor_of(organisation_id: UUID, partner_id: UUID | None) -> Followed | None:
    if partner_id is None:
        return None
    return next((one for one in successors_of(organisation_id) if one.partner_id == partner_id), None)


def whole_year_for(actor: Actor, year_group: int, why: str) -> dict[UUID, ChildName]:
    """The children of a year who are here, have a file and are not leaving yet as far as known; the list is logged."""
    check_can_handle(actor)
    asked = {"own": actor.organisation_id, "year": year_group, "purposes": [int(one) for one in PURPOSES]}
    ids = [row[0] for row in fetch(_OF_YEAR, asked)]
    record_list(actor, item_kind="child", item_ids=ids, why=why)
    names = names_of_children(actor.organisation_id, ids)
    return dict(sorted(names.items(), key=lambda one: one[1].full.casefold()))
