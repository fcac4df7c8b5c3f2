"""Attachments: taken only when they can be made safe, sealed under their own record key, scanned before they go out.

It may not decide who may see one: who holds the record key can open it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from fairward.documents import scanning
from fairward.documents.apart import clean_apart
from fairward.documents.kinds import OWNER_KINDS, MediaType, ScanState
from fairward.documents.models import Attachment
from fairward.documents.naming import clean_name
from fairward.documents.refusals import MAX_BYTES, MAX_FILES, RefusedFile
from fairward.documents.sniffing import GIF, as_text, type_of
from fairward.keys.records import destroy_records

__all__ = [
    "MAX_BYTES", "MAX_FILES", "AttachmentLine", "CleanedFile", "RefusedFile", "accept", "attachment_ids_of",
    "attachments_of", "check_count", "destroy_attachments", "give_to", "name_of", "open_attachment", "owned_by",
    "store_attachment",
]  # fmt: skip

NAME, CONTENT = "documents_attachment.name", "documents_attachment.content"
VERSION = 1


class Key(Protocol):
    """A record key (keys.records.RecordKey): its record is the attachment itself."""

    organisation_id: UUID
    record_id: UUID

    def seal(self, content: bytes, *, table: str, version: int) -> bytes: ...

    def open(self, sealed: bytes, *, table: str, version: int) -> bytes: ...


@dataclass(frozen=True)
class CleanedFile:
    """A file that is safe to keep: what is seen, and nothing of the original around it."""

    name: str = field(repr=False)
    media_type: MediaType
    content: bytes = field(repr=False)
    scan_state: ScanState = ScanState.NOT_SCANNED


@dataclass(frozen=True)
class AttachmentLine:
    """What may be shown of an attachment without opening it."""

    id: UUID
    position: int
    media_type: MediaType
    scan_state: ScanState
    size: int


def accept(filename: str, raw: bytes) -> CleanedFile:
    """Scan and clean a file as it was sent; RefusedFile with a sentence if it cannot be taken.

    A scanner that does not answer does not hold up the report: the file is taken as WAITING and scanned before
    anybody opens it.
    """
    _check_bytes(raw)
    kind = type_of(raw)
    state = scanning.scan(raw)
    if state is ScanState.INFECTED:
        raise RefusedFile("infected")
    content = as_text(raw).encode() if kind is MediaType.TEXT else clean_apart(kind, raw)
    media_type = MediaType.PNG if kind == GIF else kind
    return CleanedFile(clean_name(filename, media_type), media_type, content, state)


def _check_bytes(raw: bytes) -> None:
    if not raw:
        raise RefusedFile("empty")
    if len(raw) > MAX_BYTES:
        raise RefusedFile("too_big")


def check_count(already: int, more: int = 1) -> None:
    """RefusedFile when a report would have more files than it can."""
    if already + more > MAX_FILES:
        raise RefusedFile("too_many")


def store_attachment(
    record_key: Key, *, owner_kind: str, owner_id: UUID, position: int, file: CleanedFile
) -> UUID:
    """Seal a cleaned file under its own record key (made for a new id); returns that id."""
    Attachment.objects.create(
        organisation_id=record_key.organisation_id,
        id=record_key.record_id,
        owner_kind=OWNER_KINDS[owner_kind],
        owner_id=owner_id,
        position=position,
        media_type=int(file.media_type),
        scan_state=int(file.scan_state),
        size=len(file.content),
        stored_at=timezone.now(),
        sealed_name=record_key.seal(file.name.encode(), table=NAME, version=VERSION),
        sealed_content=record_key.seal(file.content, table=CONTENT, version=VERSION),
    )
    return record_key.record_id


def open_attachment(record_key: Key) -> CleanedFile:
    """The file, for whoever holds its key; scanned now if it was not yet.

    RefusedFile "waiting" while the scanner does not answer, "infected_later" once it found something.
    """
    row = Attachment.objects.get(organisation_id=record_key.organisation_id, id=record_key.record_id)
    file = CleanedFile(
        name=record_key.open(bytes(row.sealed_name), table=NAME, version=VERSION).decode(),
        media_type=MediaType(row.media_type),
        content=record_key.open(bytes(row.sealed_content), table=CONTENT, version=VERSION),
        scan_state=ScanState(row.scan_state),
    )
    file = _scanned(record_key, file)
    if file.scan_state in (ScanState.WAITING, ScanState.INFECTED):
        raise RefusedFile("waiting" if file.scan_state is ScanState.WAITING else "infected_later")
    return file


def _scanned(record_key: Key, file: CleanedFile) -> CleanedFile:
    if file.scan_state not in (ScanState.NOT_SCANNED, ScanState.WAITING):
        return file
    state = scanning.scan(file.content)
    if state is ScanState.NOT_SCANNED and file.scan_state is ScanState.WAITING:
        return file  # the scanner was switched off meanwhile: what waited for it goes on waiting
    if state is ScanState.WAITING and file.scan_state is ScanState.NOT_SCANNED:
        return replace(file, scan_state=state)  # say so now, but do not change what was recorded
    _record_scan(record_key, state)
    return replace(file, scan_state=state)


def _record_scan(record_key: Key, state: ScanState) -> None:
    row = Attachment.objects.filter(organisation_id=record_key.organisation_id, id=record_key.record_id)
    row.exclude(scan_state=int(state)).update(scan_state=int(state))


def name_of(record_key: Key) -> str:
    """The name only, without fetching the content."""
    row = Attachment.objects.filter(organisation_id=record_key.organisation_id, id=record_key.record_id)
    sealed = row.values_list("sealed_name", flat=True).get()
    return record_key.open(bytes(sealed), table=NAME, version=VERSION).decode()


def attachments_of(
    organisation_id: UUID, owner_kind: str, owner_ids: Iterable[UUID]
) -> dict[UUID, list[AttachmentLine]]:
    """What is attached to each owner, in order; owners without attachments are left out."""
    rows = Attachment.objects.filter(
        organisation_id=organisation_id, owner_kind=OWNER_KINDS[owner_kind], owner_id__in=list(owner_ids)
    ).order_by("owner_id", "position")
    found: dict[UUID, list[AttachmentLine]] = {}
    for owner_id, row_id, position, media_type, state, size in rows.values_list(
        "owner_id", "id", "position", "media_type", "scan_state", "size"
    ):
        line = AttachmentLine(row_id, position, MediaType(media_type), ScanState(state), size)
        found.setdefault(owner_id, []).append(line)
    return found


def attachment_ids_of(organisation_id: UUID, owner_kind: str, owner_id: UUID) -> list[UUID]:
    """The ids, which are also the ids of the record keys."""
    rows = Attachment.objects.filter(
        organisation_id=organisation_id, owner_kind=OWNER_KINDS[owner_kind], owner_id=owner_id
    )
    return list(rows.order_by("position").values_list("id", flat=True))


def owned_by(organisation_id: UUID, owner_kind: str, attachment_id: UUID) -> bool:
    """Whether an attachment belongs to something of this kind."""
    return Attachment.objects.filter(
        organisation_id=organisation_id, id=attachment_id, owner_kind=OWNER_KINDS[owner_kind]
    ).exists()


def give_to(organisation_id: UUID, attachment_id: UUID, *, owner_kind: str, owner_id: UUID) -> None:
    """Let an attachment belong to something else, after what that has already; its key is its own and stays."""
    last = Attachment.objects.filter(
        organisation_id=organisation_id, owner_kind=OWNER_KINDS[owner_kind], owner_id=owner_id
    ).aggregate(last=Max("position"))["last"]
    Attachment.objects.filter(organisation_id=organisation_id, id=attachment_id).update(
        owner_kind=OWNER_KINDS[owner_kind], owner_id=owner_id, position=0 if last is None else last + 1
    )


def destroy_attachments(organisation_id: UUID, owner_kind: str, owner_id: UUID) -> int:
    """Destroy the keys and delete the rows of everything attached to the owner; returns how many there were."""
    ids = attachment_ids_of(organisation_id, owner_kind, owner_id)
    if ids:
        destroy_records(organisation_id, ids)
        Attachment.objects.filter(organisation_id=organisation_id, id__in=ids).delete()
    return len(ids)
