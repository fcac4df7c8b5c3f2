"""Which entries go together, and which of them a hold keeps. It may not change anything.

A decision, an action or a joined report is about another entry and goes with it; where a hold freezes one of them, all of
them stay, unless the keys of some are gone already: no hold brings those back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.keys import keyring
from fairward.retention.holding import frozen
from fairward.tenancy.rows import fetch

_TOGETHER = """
WITH RECURSIVE together AS (
  SELECT id AS root, id, recorded_at FROM files_entry WHERE organisation_id = %s AND id = ANY(%s)
  UNION
  SELECT t.root, e.id, e.recorded_at FROM together t
  JOIN files_entry e ON e.organisation_id = %s AND e.about_entry_id = t.id
)
SELECT root, id, (recorded_at AT TIME ZONE 'UTC')::date FROM together ORDER BY root, id
"""
_VERSIONS = "SELECT entry_id, id FROM files_entryversion WHERE organisation_id = %s AND entry_id = ANY(%s)"
_WITH_KEY = (
    "SELECT DISTINCT record_id FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class Together:
    """Entries that were asked for, each with everything about it, and the day on which each was recorded."""

    groups: dict[UUID, tuple[UUID, ...]]
    recorded_on: dict[UUID, date]

    @property
    def ids(self) -> list[UUID]:
        return list(self.recorded_on)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What goes now and what a hold keeps."""

    going: list[UUID]
    staying: list[UUID]


def together(organisation_id: UUID, entry_ids: Iterable[UUID]) -> Together:
    """These entries and whatever is about them; those that are not there any more are left out."""
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    days: dict[UUID, date] = {}
    for root, entry_id, day in fetch(_TOGETHER, [organisation_id, list(entry_ids), organisation_id]):
        groups[root].append(entry_id)
        days[entry_id] = day
    return Together({root: tuple(ids) for root, ids in groups.items()}, days)


def not_held(organisation_id: UUID, found: Together) -> list[UUID]:
    """For an order: the entries of groups in which nothing is frozen."""
    held = frozen(organisation_id, found.ids)
    groups = [ids for ids in found.groups.values() if not any(one in held for one in ids)]
    return sorted({one for ids in groups for one in ids})


def sort_out(organisation_id: UUID, found: Together) -> Sorted:
    """Just before keys go: what goes and what stays. What has lost its keys goes, whatever holds it."""
    held = frozen(organisation_id, found.ids)
    if not held:
        return Sorted(found.ids, [])
    gone = without_keys(organisation_id, found.ids)
    staying: set[UUID] = set()
    for ids in found.groups.values():
        if any(one in held and one not in gone for one in ids):
            staying |= _kept_of(ids, held, gone)
    return Sorted([one for one in found.ids if one not in staying], sorted(staying))


def _kept_of(ids: Sequence[UUID], held: Collection[UUID], gone: Collection[UUID]) -> set[UUID]:
    """The whole group while all of it is readable; of one that has begun to go, what is frozen itself."""
    if any(one in gone for one in ids):
        return {one for one in ids if one in held and one not in gone}
    return set(ids)


def without_keys(organisation_id: UUID, entry_ids: Sequence[UUID]) -> set[UUID]:
    """Entries of which no version has a key any more: a run before this one was interrupted after their keys went."""
    versions = fetch(_VERSIONS, [organisation_id, list(entry_ids)])
    kept = {row[0] for row in keyring.fetch(_WITH_KEY, [organisation_id, [row[1] for row in versions]])}
    readable = {entry_id for entry_id, version_id in versions if version_id in kept}
    return set(entry_ids) - readable
