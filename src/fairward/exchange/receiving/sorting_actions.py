"""The only writer of what of a package enters which file. One act each, beside the receipt; what the clock lets go is a job."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act, record_job
from fairward.documents.attachments import RefusedFile
from fairward.exchange.package.contents import ATTACHMENT, Enclosed
from fairward.exchange.receiving import taking
from fairward.exchange.receiving.answering import tell_sender
from fairward.exchange.receiving.content import Decided, Decisions, to_bytes
from fairward.exchange.receiving.grouping import Part, Sortable, parts_of, sortable, to_decide
from fairward.exchange.receiving.models import Sorting, TakenPassage
from fairward.exchange.receiving.opening_queries import OpenedArrival, cleaned, opened_for
from fairward.exchange.receiving.policies import check_can_finish, check_is_open
from fairward.exchange.receiving.sorting_queries import (
    TABLE,
    SortingFacts,
    decisions_for,
    sorting_of,
    standing_here,
)
from fairward.exchange.receiving.vocabulary import SortingState
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files import writing
from fairward.files.taking import Attachment, write_received
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys.records import destroy_records, open_records
from fairward.people.queries import born_on_of
from fairward.rules import receiving as rules
from fairward.rules.labels import is_tightened

WHY = "sorting what arrived"


@transaction.atomic
def keep_decisions(*, by: Actor, arrival_id: UUID, version: int, notes: Mapping[str, Decided]) -> int:
    """Keep what was decided so far, sealed; nothing enters a file yet. Returns the new version."""
    sorting = _locked(by, arrival_id, version)
    number = _seal(by, sorting, Decisions(dict(notes)))
    record_act(
        by, act="package.decided", item_kind="arrival", item_id=arrival_id, subject_id=sorting.child_id
    )
    return number


@transaction.atomic
def finish_sorting(*, by: Actor, arrival_id: UUID, version: int) -> None:
    """Do what was decided: write received entries, let go of the package, and tell the sender who has taken it.

    A package with passages for named people only stays sealed until its day; they are read there and enter no file.
    """
    sorting = _locked(by, arrival_id, version)
    found = opened_for(by, arrival_id, WHY)
    decisions = decisions_for(by, sorting, WHY)
    groups = to_decide(sortable(found.shared, standing_here(by.organisation_id, found.shared)))
    check_can_finish(by, sorting, decisions, groups)
    left = _Taking(by, found, sorting).take(groups, decisions)
    _seal(by, sorting, replace(decisions, left_files=left))
    Sorting.objects.filter(organisation_id=by.organisation_id, id=sorting.id).update(
        state=int(SortingState.SORTED), finished_at=timezone.now(), finished_by=by.membership_id, look_again_on=None,
        kept_until=rules.kept_until(timezone.localdate()),
    )  # fmt: skip
    record_act(by, act="package.sorted", item_kind="arrival", item_id=arrival_id, subject_id=sorting.child_id)
    tell_sender(by, found.arrived, TravelState.ACCEPTED, keeps_sealed=found.for_named > 0)


def let_go(organisation_id: UUID, today: date) -> int:
    """What was decided, and packages kept for named people, are destroyed on their day; returns how many."""
    due = Sorting.objects.filter(organisation_id=organisation_id, kept_until__lte=today)
    found = list(due.values_list("id", "arrival_id"))
    if not found:
        return 0
    destroy_records(organisation_id, [one for one, _ in found])
    Sorting.objects.filter(organisation_id=organisation_id, id__in=[one for one, _ in found]).update(
        sealed=b"", kept_until=None
    )
    arrival_ids = [arrival for _, arrival in found]
    Arrival.objects.filter(organisation_id=organisation_id, id__in=arrival_ids).update(sealed=None)
    for arrival_id in arrival_ids:
        record_job(organisation_id, act="package.let_go", item_kind="arrival", item_id=arrival_id)
    return len(found)


class _Taking:
    """Writes the entries of one package."""

    def __init__(self, by: Actor, found: OpenedArrival, sorting: SortingFacts) -> None:
        self.by, self.found, self.sorting = by, found, sorting
        self.manifest = found.shared
        self.left: list[str] = []

    def take(self, groups: list[Sortable], decisions: Decisions) -> tuple[str, ...]:
        """What goes in, file by file; returns sentences about attachments that do not."""
        by_purpose: dict[Purpose, list[Sortable]] = defaultdict(list)
        for group in groups:
            into = decisions.notes[group.key].into
            if into is not None:
                by_purpose[into].append(group)
        for purpose, chosen in by_purpose.items():
            self._into(purpose, chosen)
        return tuple(self.left)

    def _into(self, purpose: Purpose, groups: list[Sortable]) -> None:
        child_id = self.sorting.child_id
        if child_id is None:
            raise NotFound("child")
        born_on = born_on_of(self.by.organisation_id, child_id)
        file = writing.ensure_file(self.by, child_id, purpose, born_on)
        for group in groups:
            parts = parts_of(group.new)
            files = self._files_of(group, parts)
            for number, part in enumerate(parts):
                made = taking.received(self.manifest, part, child_id, files.get(number, ()))
                entry_id = write_received(self.by, file, made, born_on)
                TakenPassage.objects.bulk_create(
                    TakenPassage(
                        organisation_id=self.by.organisation_id, sorting_id=self.sorting.id, passage_id=one.id,
                        entry_id=entry_id,
                    )
                    for one in part.passages
                )  # fmt: skip

    def _files_of(self, group: Sortable, parts: list[Part]) -> dict[int, list[Attachment]]:
        """Attachments of a note -> the part in which each stands: never one that more people read than its label allows."""
        found: dict[int, list[Attachment]] = defaultdict(list)
        note_id = group.note.id if group.note else None
        for one in self.manifest.files:
            if one.role != ATTACHMENT or note_id is None or one.entry != note_id:
                continue
            place = _place(one, parts)
            if place is None:
                self.left.append(f"{one.name}: nothing that those may read who may read it goes into a file.")
                continue
            try:
                found[place].append(Attachment(one.id, cleaned(self.found, one.id)))
            except RefusedFile as refused:
                self.left.append(f"{one.name}: {refused.sentence}")
        return found


def _place(one: Enclosed, parts: list[Part]) -> int | None:
    same = [number for number, part in enumerate(parts) if part.label is one.label]
    stricter = [number for number, part in enumerate(parts) if is_tightened(one.label, part.label)]
    return next(iter([*same, *stricter]), None)


def _locked(by: Actor, arrival_id: UUID, version: int) -> SortingFacts:
    rows = Sorting.objects.select_for_update().filter(
        organisation_id=by.organisation_id, arrival_id=arrival_id
    )
    if rows.first() is None:
        raise NotFound("arrival")
    return check_is_open(sorting_of(by.organisation_id, arrival_id), version)


def _seal(by: Actor, sorting: SortingFacts, decisions: Decisions) -> int:
    number = sorting.version + 1
    keys = open_records(
        by, record_ids=[sorting.id], ring=RingKind.EXCHANGE, item_kind="arrival", item_ids=[sorting.arrival_id],
        subject_id=sorting.child_id, why=WHY,
    )  # fmt: skip
    sealed = keys[sorting.id].seal(to_bytes(decisions), table=TABLE, version=number)
    Sorting.objects.filter(organisation_id=by.organisation_id, id=sorting.id).update(
        sealed=sealed, version=number
    )
    return number
