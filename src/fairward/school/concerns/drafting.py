"""Unsent reports: the ciphertext here, its key in the writer's cookie alone. It may not read one without that cookie.

Whoever has the database has ciphertext; whoever has the cookie has nothing without the writer's own sign-in. One cookie
for each member, so that two people who share a computer keep a draft each.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fairward.documents.attachments import CleanedFile
from fairward.documents.kinds import MediaType, ScanState
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.keys import formats
from fairward.rules.retention import class_named
from fairward.school.concerns.models import Draft, DraftFile
from fairward.school.concerns.report_answers import Answers, AttachedFile, from_bytes, to_bytes

KEPT_FOR = timedelta(**class_named("unfinished-draft", date.max).destroy[0].amount)
DRAFT_TABLE, FILE_TABLE = "concerns_draft", "concerns_draftfile"
_OPEN = (
    "SELECT sealed, updated_at FROM concerns_draft "
    "WHERE organisation_id = %s AND id = %s AND membership_id = %s AND expires_at > now()"
)
_DELETE = "DELETE FROM concerns_draft WHERE organisation_id = %s AND id = %s"
_ID_BYTES, _KEY_BYTES, _HEAD_BYTES = 16, 32, 4


@dataclass(slots=True)
class OpenDraft:
    """A draft opened for one request. Its repr shows neither key nor answers."""

    id: UUID
    key: bytes = field(repr=False)
    answers: Answers = field(repr=False)
    is_stored: bool = False
    updated_at: datetime = field(default_factory=timezone.now)


def cookie_name(by: Actor) -> str:
    """One name for each member; over HTTPS only this host may set it."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}fairward_draft_{by.membership_id.hex[-12:]}"


def open_draft(request: HttpRequest, by: Actor, *, to_change: bool = False) -> OpenDraft | None:
    """The member's draft on this device, or None. `to_change`: another request for it waits for this one."""
    held = _read_cookie(request.COOKIES.get(cookie_name(by), ""))
    if held is None:
        return None
    draft_id, key = held
    # Plain SQL: this stands in front of every page of a report, the last one too.
    with connection.cursor() as cursor:
        cursor.execute(_OPEN + " FOR UPDATE" * to_change, [by.organisation_id, draft_id, by.membership_id])
        row = cursor.fetchone()
    if row is None:
        return None
    try:
        raw = formats.decrypt(key, bytes(row[0]), formats.bind(by.organisation_id, DRAFT_TABLE, draft_id, 1))
    except formats.FormatError:
        # The cookie belongs to another draft: without its key this one is dead, and the writer starts afresh.
        return None
    return OpenDraft(draft_id, key, from_bytes(raw), is_stored=True, updated_at=row[1])


def new_draft() -> OpenDraft:
    """An empty draft with a fresh key; nothing is stored before `keep`."""
    return OpenDraft(new_id(), formats.new_key(), Answers())


def keep(by: Actor, draft: OpenDraft) -> None:
    """Store the draft as it is now, for three days more."""
    now, alarm = timezone.now(), draft.answers.alerted_at if draft.answers.is_danger else ""
    place = formats.bind(by.organisation_id, DRAFT_TABLE, draft.id, 1)
    values = {
        "sealed": formats.encrypt(draft.key, to_bytes(draft.answers), place),
        "updated_at": now,
        "expires_at": now + KEPT_FOR,
        "danger_at": datetime.fromisoformat(alarm) if alarm else None,
    }
    if draft.is_stored:
        Draft.objects.filter(organisation_id=by.organisation_id, id=draft.id).update(**values)
        return
    Draft(
        organisation_id=by.organisation_id, id=draft.id, membership_id=by.membership_id, **values
    ).save(force_insert=True)  # fmt: skip
    draft.is_stored = True


def keep_file(by: Actor, draft: OpenDraft, file: CleanedFile) -> None:
    """Seal a cleaned file under the draft's key. The draft itself must be kept in the same transaction."""
    row_id = new_id()
    head = json.dumps([file.name, int(file.media_type), int(file.scan_state)]).encode()
    packed = len(head).to_bytes(_HEAD_BYTES, "big") + head + file.content
    DraftFile(
        organisation_id=by.organisation_id, id=row_id, draft_id=draft.id, size=len(file.content),
        sealed=formats.encrypt(draft.key, packed, formats.bind(by.organisation_id, FILE_TABLE, row_id, 1)),
    ).save(force_insert=True)  # fmt: skip
    draft.answers.files.append(AttachedFile(row_id, file.name, len(file.content)))


def open_files(by: Actor, draft: OpenDraft) -> list[CleanedFile]:
    """The files of the draft in their order."""
    ids = [one.id for one in draft.answers.files]
    if not ids:
        return []
    rows = DraftFile.objects.filter(organisation_id=by.organisation_id, draft_id=draft.id, id__in=ids)
    sealed = dict(rows.values_list("id", "sealed"))
    return [_open_file(by, draft, one, bytes(sealed[one])) for one in ids if one in sealed]


def _open_file(by: Actor, draft: OpenDraft, row_id: UUID, sealed: bytes) -> CleanedFile:
    packed = formats.decrypt(draft.key, sealed, formats.bind(by.organisation_id, FILE_TABLE, row_id, 1))
    body = _HEAD_BYTES + int.from_bytes(packed[:_HEAD_BYTES], "big")
    name, media_type, scan_state = json.loads(packed[_HEAD_BYTES:body])
    return CleanedFile(name, MediaType(media_type), packed[body:], ScanState(scan_state))


def drop_file(by: Actor, draft: OpenDraft, file_id: UUID) -> None:
    """Take one file out of the draft."""
    DraftFile.objects.filter(organisation_id=by.organisation_id, id=file_id, draft_id=draft.id).delete()
    draft.answers.files = [one for one in draft.answers.files if one.id != file_id]


def throw_away(by: Actor, draft: OpenDraft) -> None:
    """Delete the draft and its files."""
    if draft.answers.files:
        DraftFile.objects.filter(organisation_id=by.organisation_id, draft_id=draft.id).delete()
    with connection.cursor() as cursor:
        cursor.execute(_DELETE, [by.organisation_id, draft.id])


def write_cookie(response: HttpResponseBase, by: Actor, draft: OpenDraft) -> None:
    """Give the browser the draft's id and key; scripts cannot read it and other sites cannot send it."""
    response.set_cookie(
        cookie_name(by), base64.urlsafe_b64encode(draft.id.bytes + draft.key).decode(),
        max_age=int(KEPT_FOR.total_seconds()), httponly=True, secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict", path="/",
    )  # fmt: skip


def forget_cookie(response: HttpResponseBase, by: Actor) -> None:
    """Take the key back: nothing on this device opens the draft any more."""
    response.delete_cookie(cookie_name(by), path="/", samesite="Strict")


def _read_cookie(text: str) -> tuple[UUID, bytes] | None:
    try:
        raw = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(raw) != _ID_BYTES + _KEY_BYTES:
        return None
    return UUID(bytes=raw[:_ID_BYTES]), raw[_ID_BYTES:]
