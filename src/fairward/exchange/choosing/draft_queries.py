"""Reads what is being prepared: one draft opened with its file's key, with a look; lists without content. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from fairward.audit.log import record_list
from fairward.exchange.choosing.content import Chosen, from_bytes
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.files.queries import FileHead, file_for
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind
from fairward.keys.records import RecordKey, open_records
from fairward.people.queries import ChildName

TABLE = "choosing_draft"
READ = "choosing_draft.read"  # the digest of what was read through, under the same key


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft from outside: what it is and how it stands, nothing of what is chosen."""

    id: UUID
    file_id: UUID
    child_id: UUID
    kind: DisclosureKind
    partner_id: UUID | None
    is_urgent: bool
    state: DraftState
    version: int
    read_version: int | None
    second_version: int | None
    second_by: UUID | None
    started_at: datetime
    started_by: UUID
    changed_at: datetime
    changed_by: UUID
    disclosure_id: UUID | None
    second_asked_at: datetime | None = None

    @property
    def is_read_through(self) -> bool:
        """Somebody has read this very version as its reader will; what stands in the file may have changed since."""
        return self.read_version == self.version

    @property
    def is_agreed(self) -> bool:
        """A second person has agreed to this very version."""
        return self.second_version == self.version


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft with what is chosen, and its file opened. `read_digest` is that of what was read through (`as_read`)."""

    facts: DraftFacts
    chosen: Chosen
    head: FileHead
    file: OpenedFile
    child: ChildName
    read_digest: bytes = b""


def draft_for(actor: Actor, draft_id: UUID, why: str) -> OpenedDraft:
    """One draft that is still open, opened; of one that was sent or dropped there is nothing to open any more."""
    row = Draft.objects.filter(organisation_id=actor.organisation_id, id=draft_id).first()
    if row is None or not bytes(row.sealed):
        raise NotFound("draft")
    head, file, child = file_for(actor, row.file_id, why)
    keys = open_records(
        actor, record_ids=[draft_id], file=file.key, item_kind="draft", subject_id=row.child_id, why=why
    )
    chosen = from_bytes(keys[draft_id].open(bytes(row.sealed), table=TABLE, version=row.version))
    return OpenedDraft(_facts(row), chosen, head, file, child, _read_digest(row, keys[draft_id]))


def open_drafts_of(actor: Actor, file_id: UUID, why: str) -> list[DraftFacts]:
    """What is being prepared of one file, newest first. The list is logged."""
    rows = _rows(actor.organisation_id).filter(file_id=file_id, disclosure_id=None)
    found = [_facts(row) for row in rows.exclude(state=int(DraftState.DROPPED)).order_by("-started_at")]
    if found:
        record_list(
            actor,
            item_kind="draft",
            item_ids=[one.id for one in found],
            subject_id=found[0].child_id,
            why=why,
        )
    return found


def facts_of(organisation_id: UUID, draft_ids: Iterable[UUID]) -> dict[UUID, DraftFacts]:
    """How drafts stand, for the slices that started them. Writes no look: there is nothing of a child in it."""
    rows = _rows(organisation_id).filter(id__in=list(draft_ids))
    return {row.id: _facts(row) for row in rows}


def _read_digest(row: Draft, key: RecordKey) -> bytes:
    if row.read_version is None or not bytes(row.read_sealed):
        return b""
    return key.open(bytes(row.read_sealed), table=READ, version=row.read_version)


def _rows(organisation_id: UUID) -> QuerySet[Draft]:
    return Draft.objects.defer("sealed", "read_sealed").filter(organisation_id=organisation_id)


def _facts(row: Draft) -> DraftFacts:
    return DraftFacts(
        row.id, row.file_id, row.child_id, DisclosureKind(row.kind), row.partner_id, row.is_urgent, DraftState(row.state),
        row.version, row.read_version, row.second_version, row.second_by, row.started_at, row.started_by, row.changed_at,
        row.changed_by, row.disclosure_id, row.second_asked_at,
    )  # fmt: skip
