"""Opens what a request is about, inside the case and by a lead’s grant; each opening is a look. It may not write or decide.

Files’ own readers are not widened: whoever reads here reads because of an open case, until a day, and the log says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.models import AccessRequest, CasePassage, PassageReason
from fairward.access_requests.passages import Unit, units_of
from fairward.access_requests.policies import Chosen, check_can_read_in_case
from fairward.access_requests.queries import WHY, of_child, openings_of, rows_of
from fairward.access_requests.reasons import chosen_from
from fairward.access_requests.vocabulary import Part, PassageDecision, WhoseRight
from fairward.access_requests.writing import REASON_TABLE
from fairward.audit.log import record_list
from fairward.cases.models import Case
from fairward.documents.attachments import CleanedFile
from fairward.files.attachments import attachment_for
from fairward.files.labels import may_families_read
from fairward.files.models import File
from fairward.files.policies import READERS
from fairward.files.reading import entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys.file_keys import open_file_key
from fairward.keys.records import open_records
from fairward.people.queries import names_of_children
from fairward.rights.answer import Unanswerable
from fairward.rights.answer_making import ReviewText


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage, opened, with the whole entry it stands in."""

    case: Case
    request: AccessRequest
    row: CasePassage
    entry: RenderedEntry
    file: OpenedFile
    unit: Unit
    texts: Sequence[ReviewText]
    chosen: Chosen | None
    total: int

    @property
    def needs_author(self) -> bool:
        """Whether another organisation wrote it and allows it to no family: its author is consulted first."""
        return not may_families_read(self.entry.label)

    @property
    def asker_is_child(self) -> bool:
        """Whether the young person asks for themselves."""
        return is_own(self.request)


def is_own(request: AccessRequest) -> bool:
    """Whether the young person asks for themselves: their confidential words are theirs, and nobody else’s."""
    return request.whose_right == int(WhoseRight.OWN)


def opened_files(actor: Actor, case: Case, why: str = WHY) -> dict[UUID, OpenedFile]:
    """The files that this person may read for this case, with their keys."""
    found = {}
    name = names_of_children(case.organisation_id, [case.child_id] if case.child_id else [])
    child = next(iter(name.values())).full if name else ""
    for one in openings_of(case):
        if one.account_id == actor.account_id:
            check_can_read_in_case(case, one.until_at, timezone.now())
            key = open_file_key(actor, one.file_id, one.purpose)
            found[one.file_id] = OpenedFile(
                one.file_id, case.child_id or one.file_id, one.purpose, key, child
            )
    return found


def file_in_case(actor: Actor, case: Case, file_id: UUID) -> OpenedFile:
    """One file for this case. Denied without a standing grant; whoever reads such files anyway needs none."""
    row = File.objects.filter(
        organisation_id=actor.organisation_id, id=file_id, child_id=of_child(case)
    ).first()
    if row is None:
        raise NotFound("file")
    purpose = Purpose(row.purpose)
    until = [
        one.until_at
        for one in openings_of(case)
        if one.file_id == file_id and one.account_id == actor.account_id
    ]
    if actor.role not in READERS[purpose]:
        check_can_read_in_case(case, max(until, default=None), timezone.now())
    child = names_of_children(actor.organisation_id, [row.child_id])[row.child_id].full
    return OpenedFile(row.id, row.child_id, purpose, open_file_key(actor, row.id, purpose), child)


def entries_in_case(actor: Actor, case: Case, ids: Sequence[UUID], why: str = WHY) -> list[RenderedEntry]:
    """These entries, opened, in the order asked for."""
    rows = entry_rows(actor.organisation_id, "id = ANY(%s)", [list(ids)])
    found: dict[UUID, RenderedEntry] = {}
    for file_id in dict.fromkeys(row["file_id"] for row in rows):
        file = file_in_case(actor, case, file_id)
        of_file = [row for row in rows if row["file_id"] == file_id]
        found |= {entry.id: entry for entry in open_entries(actor, file, of_file, why)}
    return [found[one] for one in ids if one in found]


def passage_for(actor: Actor, case_id: UUID, place: int, why: str = WHY) -> PassageView:
    """One passage with its texts, its context and what was decided about it so far."""
    case, request = rows_of(actor.organisation_id, case_id)
    rows = CasePassage.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    row = rows.filter(place=place).first()
    if row is None:
        raise NotFound("passage")
    file = file_in_case(actor, case, row.file_id)
    found = open_entries(actor, file, entry_rows(actor.organisation_id, "id = %s", [row.entry_id]), why)
    if not found:
        raise NotFound("passage")
    entry = found[0]
    unit = unit_of_row(row)
    texts = _units(entry, request).get(unit, [])
    reasons = reasons_of(actor, case, [row], file.purpose, why)
    return PassageView(case, request, row, entry, file, unit, texts, reasons.get(row.id), rows.count())


def _units(entry: RenderedEntry, request: AccessRequest) -> dict[Unit, list[ReviewText]]:
    """The passages of an entry. Denied while the family's words wait for a lead: nobody could look at them."""
    try:
        return units_of(entry, asker_is_child=is_own(request))
    except Unanswerable as waiting:
        raise Denied("family_words_wait", f"{waiting} Then gather again.") from None


def reasons_of(
    actor: Actor, case: Case, rows: Iterable[CasePassage], purpose: Purpose | None = None, why: str = WHY
) -> dict[UUID, Chosen]:
    """Passage -> what was decided and why, opened with the ring of rights or else with the file’s ring."""
    wanted = {row.reason_id: row.id for row in rows if row.reason_id}
    if not wanted:
        return {}
    found = PassageReason.objects.filter(organisation_id=actor.organisation_id, id__in=list(wanted))
    sealed = dict(found.values_list("id", "sealed"))
    ring = RingKind.RIGHTS
    if purpose is not None and actor.role in READERS[purpose] and actor.role.code != "headteacher":
        ring = RingKind.of(purpose)
    try:
        keys = open_records(
            actor,
            record_ids=list(sealed),
            ring=ring,
            item_kind="case",
            item_ids=[case.id],
            subject_id=case.child_id,
            why=why,
        )
    except Denied as denied:
        if denied.code != "no_key":
            raise
        keys = {}  # a lead reads the reasons only where a second person is needed
    return {
        wanted[one]: chosen_from(keys[one].open(bytes(sealed[one]), table=REASON_TABLE, version=1))
        for one in keys
    }


def unit_of_row(row: CasePassage) -> Unit:
    """The part of the entry that a passage is."""
    return Unit(Part(row.part), row.part_id, row.part_key)


def first_place(actor: Actor, case_id: UUID) -> int | None:
    """The first passage that waits: undecided, then asked about; None if none does. States only, no content."""
    case, _ = rows_of(actor.organisation_id, case_id)
    rows = CasePassage.objects.filter(organisation_id=actor.organisation_id, case_id=case_id).order_by(
        "place"
    )
    record_list(actor, item_kind="case", item_ids=[case_id], subject_id=case.child_id, why=WHY)
    for decision in (PassageDecision.UNDECIDED, PassageDecision.CONSULT):
        place: int | None = rows.filter(decision=int(decision)).values_list("place", flat=True).first()
        if place is not None:
            return place
    return None


def places_waiting(actor: Actor, case_id: UUID) -> list[int]:
    """The passages that wait for a second person who is not the first."""
    case, _ = rows_of(actor.organisation_id, case_id)
    rows = CasePassage.objects.filter(
        organisation_id=actor.organisation_id, case_id=case_id, needs_second=True, second_by__isnull=True
    )
    record_list(
        actor,
        item_kind="case",
        item_ids=[case_id],
        subject_id=case.child_id,
        why="being the second person in an access request",
    )
    return list(
        rows.exclude(decided_by=actor.membership_id).order_by("place").values_list("place", flat=True)
    )


def document_for(actor: Actor, case_id: UUID, place: int, why: str = WHY) -> CleanedFile:
    """The document that a passage is, opened inside the case. RefusedFile while it waits for the virus scanner."""
    case, _ = rows_of(actor.organisation_id, case_id)
    rows = CasePassage.objects.filter(
        organisation_id=actor.organisation_id, case_id=case_id, part=int(Part.ATTACHMENT)
    )
    row = rows.filter(place=place).first()
    if row is None:
        raise NotFound("document")
    return attachment_for(actor, file_in_case(actor, case, row.file_id), row.entry_id, row.part_id, why)
