"""Reads how far packages that arrived were sorted: states and days; what was decided with the exchange ring, with a look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.package.contents import Manifest
from fairward.exchange.receiving.content import Decisions, from_bytes
from fairward.exchange.receiving.grouping import Here, entries_named, of_ours
from fairward.exchange.receiving.models import Sorting
from fairward.exchange.receiving.vocabulary import NOT_SORTED, SortingState
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import EntryState, RingKind
from fairward.keys.records import open_records
from fairward.tenancy.rows import fetch

TABLE = "receiving_sorting"
_OWN = (
    "SELECT s.id FROM files_statement s JOIN files_entry e ON e.organisation_id = s.organisation_id AND e.id = s.entry_id "
    "WHERE s.organisation_id = %s AND s.id = ANY(%s) AND NOT EXISTS (SELECT 1 FROM receiving_takenpassage t "
    "WHERE t.organisation_id = s.organisation_id AND t.passage_id = s.id)"
)
_TAKEN = "SELECT passage_id FROM receiving_takenpassage WHERE organisation_id = %s AND passage_id = ANY(%s)"
_ENTRIES = (
    "SELECT id FROM files_entry "  # noqa: S608 - constants
    f"WHERE organisation_id = %s AND id = ANY(%s) AND state <> {int(EntryState.PUT_AWAY)}"
)


@dataclass(frozen=True, slots=True)
class SortingFacts:
    """How far one package has come."""

    id: UUID
    arrival_id: UUID
    package_id: UUID
    child_id: UUID | None
    state: SortingState
    version: int
    code: str
    signed_with: str
    opened_at: datetime
    opened_by: UUID
    look_again_on: date | None
    finished_at: datetime | None
    finished_by: UUID | None
    kept_until: date | None

    @property
    def is_open(self) -> bool:
        """Nothing of it is in a file, and somebody is to decide."""
        return self.state is SortingState.OPENED


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the leads: packages not opened, notices among them; opened and unsorted, of these for too long."""

    unopened: int
    unsorted: int
    overdue: int
    notices: int = 0


def sorting_of(organisation_id: UUID, arrival_id: UUID) -> SortingFacts | None:
    """How far a package has come; None when nobody has opened it. There is nothing of a child in it: no look."""
    row = (
        Sorting.objects.defer("sealed").filter(organisation_id=organisation_id, arrival_id=arrival_id).first()
    )
    return _facts(row) if row else None


def is_seen(organisation_id: UUID, package_id: UUID, arrival_id: UUID) -> bool:
    """Whether the package was opened here before, having arrived in another way."""
    rows = Sorting.objects.filter(organisation_id=organisation_id, package_id=package_id)
    return rows.exclude(arrival_id=arrival_id).exists()


def decisions_for(actor: Actor, facts: SortingFacts, why: str) -> Decisions:
    """What was decided about it; nothing any more once that was destroyed."""
    row = Sorting.objects.filter(organisation_id=actor.organisation_id, id=facts.id)
    sealed = bytes(row.values_list("sealed", flat=True).get())
    if not sealed:
        return Decisions()
    try:
        keys = open_records(
            actor, record_ids=[facts.id], ring=RingKind.EXCHANGE, item_kind="arrival", item_ids=[facts.arrival_id],
            subject_id=facts.child_id, why=why,
        )  # fmt: skip
    except Denied as denied:
        if denied.code != "no_key" or facts.is_open:
            raise
        return Decisions()  # its time was over between the rows and the keys
    return from_bytes(keys[facts.id].open(sealed, table=TABLE, version=facts.version))


def standing_here(organisation_id: UUID, shown: Manifest) -> Here:
    """Which passages stand in files here already: our own that come back to us, and what came in before. Ids only."""
    ids = [one.id for one in shown.passages]
    own = {row[0] for row in fetch(_OWN, [organisation_id, ids])}
    taken = {row[0] for row in fetch(_TAKEN, [organisation_id, ids])}
    named = entries_named(shown, organisation_id)
    entries = {entry for found in named.values() for entry in found}
    standing = {row[0] for row in fetch(_ENTRIES, [organisation_id, list(entries)])} if entries else set()
    return Here(frozenset(own | of_ours(named, standing)), frozenset(taken))


def waiting(organisation_id: UUID, today: date) -> Waiting:
    """How much waits. Counts of envelopes: nothing of what is in them."""
    opened = Sorting.objects.filter(organisation_id=organisation_id, state=int(SortingState.OPENED))
    opened = opened.exclude(arrival__kind__in=[int(one) for one in NOT_SORTED])
    arrived = Arrival.objects.filter(organisation_id=organisation_id, state=int(TravelState.DELIVERED))
    arrived = arrived.exclude(kind=int(EnvelopeKind.ENQUIRY))  # a question has a page of its own
    notices = arrived.filter(kind=int(EnvelopeKind.NOTIFICATION)).count()
    return Waiting(arrived.count(), opened.count(), opened.filter(look_again_on__lte=today).count(), notices)


def states_of(organisation_id: UUID, arrival_ids: Iterable[UUID]) -> dict[UUID, SortingState]:
    """Arrival -> how far it was sorted; those that nobody has opened are left out."""
    rows = Sorting.objects.filter(organisation_id=organisation_id, arrival_id__in=list(arrival_ids))
    return {arrival: SortingState(state) for arrival, state in rows.values_list("arrival_id", "state")}


def _facts(row: Sorting) -> SortingFacts:
    return SortingFacts(
        row.id, row.arrival_id, row.package_id, row.child_id, SortingState(row.state), row.version, row.code,
        row.signed_with, row.opened_at, row.opened_by, row.look_again_on, row.finished_at, row.finished_by, row.kept_until,
    )  # fmt: skip
