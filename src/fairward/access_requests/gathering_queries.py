"""What is still to be gathered for a request: entries without passages, changed or added to. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.access_requests.models import AccessRequest, CasePassage
from fairward.access_requests.queries import WHY, of_child, openings_of
from fairward.access_requests.vocabulary import Part, WhoseRight
from fairward.audit.log import record_list
from fairward.cases.models import Case
from fairward.files.models import File
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryState, Purpose
from fairward.tenancy.rows import fetch

STEP = 50  # entries in one request
_PUT_AWAY = int(EntryState.PUT_AWAY)
_ENTRIES = (
    "SELECT id, version FROM files_entry WHERE organisation_id = %s AND file_id = ANY(%s) "  # noqa: S608 - constants
    f"AND state <> {_PUT_AWAY} ORDER BY occurred_at, id"
)
_NOTES = (
    "SELECT a.entry_id, a.id FROM files_annotation a JOIN files_entry e ON e.organisation_id = a.organisation_id "  # noqa: S608 - constants
    "AND e.id = a.entry_id WHERE a.organisation_id = %s AND e.file_id = ANY(%s) AND (%s OR NOT a.is_confidential) "
    f"AND e.state <> {_PUT_AWAY}"
)
_ATTACHED = (
    "SELECT a.entry_id, a.attachment_id FROM files_entryattachment a JOIN files_entry e ON "  # noqa: S608 - constants
    "e.organisation_id = a.organisation_id AND e.id = a.entry_id WHERE a.organisation_id = %s AND e.file_id = ANY(%s) "
    f"AND e.state <> {_PUT_AWAY}"
)


def entries_to_gather(
    organisation_id: UUID, case_id: UUID, file_ids: Sequence[UUID], *, is_own: bool
) -> list[UUID]:
    """Entries of these files that have no passages yet, or were corrected or added to after they were gathered."""
    entries = fetch(_ENTRIES, [organisation_id, list(file_ids)])
    passages = CasePassage.objects.filter(organisation_id=organisation_id, case_id=case_id)
    have = set(passages.values_list("entry_id", "entry_version"))
    parts = set(
        passages.filter(part__in=[int(Part.ANNOTATION), int(Part.ATTACHMENT)]).values_list(
            "entry_id", "part_id"
        )
    )
    notes = set(fetch(_NOTES, [organisation_id, list(file_ids), is_own]))
    attached = set(fetch(_ATTACHED, [organisation_id, list(file_ids)]))
    added_to = {entry_id for entry_id, _ in (notes | attached) - parts}
    return [
        entry_id for entry_id, version in entries if (entry_id, version) not in have or entry_id in added_to
    ]


def not_gathered(case: Case, request: AccessRequest) -> int:
    """How many notes of all the child's files have passages missing; concerns about staff are the headteacher's to look at."""
    mine = File.objects.filter(organisation_id=case.organisation_id, child_id=of_child(case))
    ids = list(mine.exclude(purpose=int(Purpose.STAFF_CONDUCT)).values_list("id", flat=True))
    own = request.whose_right == int(WhoseRight.OWN)
    return len(entries_to_gather(case.organisation_id, case.id, ids, is_own=own))


def count_entries(organisation_id: UUID, file_ids: Sequence[UUID]) -> int:
    """How many entries these files have."""
    return len(fetch(_ENTRIES, [organisation_id, list(file_ids)]))


def attachments_of(organisation_id: UUID, entry_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Entry -> the documents attached to it, in order."""
    found: dict[UUID, list[UUID]] = {}
    rows = fetch(
        "SELECT entry_id, attachment_id FROM files_entryattachment WHERE organisation_id = %s AND entry_id = ANY(%s) "
        "ORDER BY id",
        [organisation_id, list(entry_ids)],
    )
    for entry_id, attachment_id in rows:
        found.setdefault(entry_id, []).append(attachment_id)
    return found


@dataclass(frozen=True, slots=True)
class Gathering:
    """How far the gathering is; `has_files` while a lead has opened any."""

    left: int
    total: int
    has_files: bool

    @property
    def done(self) -> int:
        """Entries whose passages are there."""
        return self.total - self.left


def gathering_state(actor: Actor, case: Case, request: AccessRequest) -> Gathering:
    """How many entries of the opened files are gathered. Counts and ids; that they exist is a list in the log."""
    ids = [one.file_id for one in openings_of(case) if one.account_id == actor.account_id]
    record_list(actor, item_kind="file", item_ids=ids, subject_id=case.child_id, why=WHY)
    left = entries_to_gather(
        actor.organisation_id, case.id, ids, is_own=request.whose_right == int(WhoseRight.OWN)
    )
    has_files = bool(ids) or not not_gathered(case, request)
    return Gathering(len(left), count_entries(actor.organisation_id, ids), has_files)
