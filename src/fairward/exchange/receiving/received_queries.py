"""Which passages of others stand in which entries here, and from whom they came: ids and days. It may not open anything.

For rooms that follow what was received: corrections find their passages, "where it went" says where something came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.travel.partner_queries import partners
from fairward.tenancy.rows import fetch

_PASSAGES = (
    "SELECT t.passage_id, t.entry_id, e.file_id FROM receiving_takenpassage t JOIN files_entry e "
    "ON e.organisation_id = t.organisation_id AND e.id = t.entry_id WHERE t.organisation_id = %s AND t.passage_id = ANY(%s)"
)
_HERE = (
    "SELECT passage_id, here_id FROM receiving_takenpassage WHERE organisation_id = %s AND entry_id = %s "
    "AND here_id IS NOT NULL"
)
_PACKAGES = (
    "SELECT s.id, s.package_id, s.arrival_id, a.partner_id, s.finished_at, s.finished_by FROM receiving_sorting s "
    "JOIN travel_arrival a ON a.organisation_id = s.organisation_id AND a.id = s.arrival_id "
    "WHERE s.organisation_id = %(org)s AND s.finished_at IS NOT NULL AND s.code = '' "
    "AND (s.child_id = %(child)s OR s.id IN ("
    "SELECT t.sorting_id FROM receiving_takenpassage t "
    "JOIN files_entry e ON e.organisation_id = t.organisation_id AND e.id = t.entry_id "
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE t.organisation_id = %(org)s AND f.child_id = %(child)s)) "
    "ORDER BY s.finished_at, s.id"
)
_BY_ENTRY = (
    "SELECT t.sorting_id, t.entry_id, count(*) FROM receiving_takenpassage t "
    "JOIN files_entry e ON e.organisation_id = t.organisation_id AND e.id = t.entry_id "
    "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE t.organisation_id = %s AND t.sorting_id = ANY(%s) AND f.child_id = %s "
    "GROUP BY t.sorting_id, t.entry_id ORDER BY t.entry_id"
)


@dataclass(frozen=True, slots=True)
class PackageTaken:
    """One package about a child that was sorted: from whom, when, by whom, and how many passages of it stand in which entry.

    `entries` is empty where nothing was taken in, or where all of it was destroyed since.
    """

    sorting_id: UUID
    package_id: UUID
    arrival_id: UUID
    partner_id: UUID
    other_id: UUID
    sender: str
    taken_at: datetime
    taken_by: UUID
    entries: dict[UUID, int]

    @property
    def passages(self) -> int:
        """How many passages of it stand in files."""
        return sum(self.entries.values())


def received_passages(organisation_id: UUID, passage_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Passage -> (entry, file) in which it stands here; those that do not are left out."""
    rows = fetch(_PASSAGES, [organisation_id, list(set(passage_ids))])
    return {passage_id: (entry_id, file_id) for passage_id, entry_id, file_id in rows}


def standing_as(organisation_id: UUID, entry_id: UUID) -> dict[UUID, UUID]:
    """Passage of the sender -> the statement of this entry that holds it, where that has an id of its own."""
    rows = fetch(_HERE, [organisation_id, entry_id])
    return dict(rows)


def packages_taken_from(organisation_id: UUID, child_id: UUID) -> list[PackageTaken]:
    """The packages about a child that were sorted, oldest first; also what was sorted for another child and put right since."""
    rows = fetch(_PACKAGES, {"org": organisation_id, "child": child_id})
    counted: dict[UUID, dict[UUID, int]] = {row[0]: {} for row in rows}
    for sorting_id, entry_id, count in fetch(_BY_ENTRY, [organisation_id, list(counted), child_id]):
        counted[sorting_id][entry_id] = count
    known = {one.id: one for one in partners(organisation_id)} if rows else {}
    return [
        PackageTaken(
            id_, package_id, arrival_id, partner_id, known[partner_id].other_id, known[partner_id].card.name, at, by,
            counted[id_],
        )
        for id_, package_id, arrival_id, partner_id, at, by in rows
    ]  # fmt: skip
