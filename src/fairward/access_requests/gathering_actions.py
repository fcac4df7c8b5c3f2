"""Searching, opening files for the officer, and gathering passages in steps. One act each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.gathering_queries import (
    STEP,
    attachments_of,
    entries_to_gather,
    not_gathered,
)
from fairward.access_requests.models import AccessRequest, CasePassage
from fairward.access_requests.passages import Unit, units_of
from fairward.access_requests.policies import check_handles, check_opening, check_state
from fairward.access_requests.queries import of_child
from fairward.access_requests.review_queries import entries_in_case, is_own, opened_files
from fairward.access_requests.searching import search_places
from fairward.access_requests.vocabulary import Part
from fairward.access_requests.writing import (
    drop_pieces,
    drop_stale_passages,
    locked,
    next_place,
    write_opening,
    write_search,
)
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseState
from fairward.files.models import File
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Purpose
from fairward.keys.file_keys import grant_file
from fairward.organisations.queries import member
from fairward.rights.answer import Unanswerable


@transaction.atomic
def search(*, by: Actor, case_id: UUID) -> None:
    """Look in every place that the school has, and note how many were found; who searches is who reads for this case."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.SEARCHING, CaseState.REVIEWING)
    if case.child_id is None:
        raise NotFound("child")
    write_search(by, case_id, search_places(by.organisation_id, case.child_id))
    request.searched_at, request.officer_id = timezone.now(), by.membership_id
    request.save(update_fields=["searched_at", "officer_id"])
    _log(by, "request.searched", case)


@transaction.atomic
def open_file(*, by: Actor, case_id: UUID, file_id: UUID, until: date, reader_id: UUID | None = None) -> None:
    """Let the officer (or the second person, `reader_id`, a member) open one file of the child for this case, until a day.

    Handing over the key writes the act: it names who, which file and until when.
    """
    check(by, "rights:request:open")
    case, request = locked(by, case_id)
    check_opening(case, until, timezone.localdate())
    who = reader_id or request.officer_id
    row = File.objects.filter(organisation_id=by.organisation_id, id=file_id, child_id=of_child(case)).first()
    if row is None:
        raise NotFound("file")
    if who is None:
        raise Denied(
            "not_searched", "The officer searches first; then it is known who reads for this request."
        )
    until_at = timezone.make_aware(datetime.combine(until, time(23, 59, 59)))
    account_id = member(by.organisation_id, who).account_id
    grant_file(by, file_id, Purpose(row.purpose), account_id, until_at)
    write_opening(by, case_id, file_id, row.purpose, account_id, until_at)


@transaction.atomic
def gather_step(*, by: Actor, case_id: UUID) -> int:
    """Make passages of the next entries of the opened files; returns how many entries are left after it.

    Entries to which the family added words that no lead has taken in are passed over: nobody could look at them yet.
    """
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.SEARCHING, CaseState.REVIEWING)
    files = opened_files(by, case)
    if not files and not_gathered(case, request):
        raise Denied("file_not_opened", "A safeguarding lead opens the files for this request first.")
    waiting = entries_to_gather(by.organisation_id, case_id, list(files), is_own=is_own(request))
    gathered = _gather(by, case, request, waiting[:STEP])
    left = len(waiting) - gathered
    if gathered:
        drop_pieces(by, case_id)
    if len(waiting) <= STEP:
        _finish(case, request)
    _log(by, "request.gathered", case)
    return left if len(waiting) > STEP else 0


def _gather(by: Actor, case: Case, request: AccessRequest, ids: Sequence[UUID]) -> int:
    place, entry_place = next_place(by.organisation_id, case.id)
    attached = attachments_of(by.organisation_id, ids)
    gathered = 0
    for entry in entries_in_case(by, case, ids):
        units = _units(entry, request, attached.get(entry.id, ()))
        if units is None:
            continue
        drop_stale_passages(by, case.id, entry.id, entry.version)
        have = CasePassage.objects.filter(
            organisation_id=by.organisation_id, case_id=case.id, entry_id=entry.id
        )
        known = {
            Unit(Part(part), id_, key) for part, id_, key in have.values_list("part", "part_id", "part_key")
        }
        new = [unit for unit in units if unit not in known]
        _write(by, case, entry, new, place, entry_place)
        place, entry_place, gathered = place + len(new), entry_place + 1, gathered + 1
    return gathered


def _units(entry: RenderedEntry, request: AccessRequest, attached: Sequence[UUID]) -> list[Unit] | None:
    """The passages of an entry; None while somebody must take the family’s words in."""
    try:
        units = list(units_of(entry, asker_is_child=is_own(request)))
    except Unanswerable:
        return None
    return units + [Unit(Part.ATTACHMENT, one) for one in attached]


def _write(
    by: Actor, case: Case, entry: RenderedEntry, units: Sequence[Unit], place: int, entry_place: int
) -> None:
    CasePassage.objects.bulk_create(
        CasePassage(
            organisation_id=by.organisation_id, case_id=case.id, file_id=entry.file_id, entry_id=entry.id,
            entry_version=entry.version, entry_place=entry_place, place=number, part=int(unit.part), part_id=unit.id,
            part_key=unit.key,
        )
        for number, unit in enumerate(units, start=place)
    )  # fmt: skip


def _finish(case: Case, request: AccessRequest) -> None:
    request.taken_in_at = timezone.now()
    request.save(update_fields=["taken_in_at"])
    if CaseState(case.state) is CaseState.SEARCHING:
        cases.move(case, CaseState.REVIEWING)


def _log(by: Actor, act: str, case: Case) -> None:
    record_act(by, act=act, item_kind="case", item_id=case.id, subject_id=case.child_id)
