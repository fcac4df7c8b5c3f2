"""Unsent reports: the ciphertext here, its key in the writer's cookie alone. It may not read a draft without that cookie.

Whoever has the database has ciphertext; whoever has the cookie has nothing without the writer's own sign-in. One cookie for
each member, so that two people who share a computer keep a draft each.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.keys import formats
from fairward.school.concerns.models import Draft, DraftFile
from fairward.school.concerns.report_answers import Answers, AttachedFile, from_bytes, to_bytes

KEPT_FOR = timedelta(days=3)
DRAFT_TABLE, FILE_TABLE = "concerns_draft", "concerns_draftfile"
_ID_BYTES, _KEY_BYTES = 16, 32


@dataclass(slots=True)
class OpenDraft:
    """A draft opened for one request. Its repr shows neither key nor answers."""

    id: UUID
    key: bytes = field(repr=False)
    answers: Answers = field(repr=False)
    is_stored: bool = False


def cookie_name(by: Actor) -> str:
    """One name for each member; over HTTPS only this host may set it."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}fairward_draft_{by.membership_id.hex[-12:]}"


def open_draft(request: HttpRequest, by: Actor, *, to_change: bool = False) -> OpenDraft | None:
    """The member's draft on this device, or None. `to_change` lets a second request for the same draft wait for this one."""
    held = _read_cookie(request.COOKIES.get(cookie_name(by), ""))
    if held is None:
        return None
    draft_id, key = held
    rows = Draft.objects.filter(
        organisation_id=by.organisation_id,
        id=draft_id,
        membership_id=by.membership_id,
        expires_at__gt=timezone.now(),
    )
    if to_change:
        rows = rows.select_for_update()
    sealed = rows.values_list("sealed", flat=True).first()
    if sealed is None:
        return None
    try:
        raw = formats.decrypt(key, bytes(sealed), formats.bind(by.organisation_id, DRAFT_TABLE, draft_id, 1))
    except formats.FormatError:
        # The cookie belongs to another draft: without its key this one is dead, and the writer starts afresh.
        return None
    return OpenDraft(draft_id, key, from_bytes(raw), is_stored=True)


def new_draft() -> OpenDraft:
    """An empty draft with a fresh key; nothing is stored before `keep`."""
    return OpenDraft(new_id(), formats.new_key(), Answers())


def keep(by: Actor, draft: OpenDraft) -> None:
    """Store the draft as it is now, for three days more."""
    now = timezone.now()
    place = formats.bind(by.organisation_id, DRAFT_TABLE, draft.id, 1)
    values = {
        "sealed": formats.encrypt(draft.key, to_bytes(draft.answers), place),
        "updated_at": now,
        "expires_at": now + KEPT_FOR,
        "danger_at": datetime.fromisoformat(draft.answers.alerted_at) if draft.answers.alerted_at else None,
    }
    if draft.is_stored:
        Draft.objects.filter(organisation_id=by.organisation_id, id=draft.id).update(**values)
        return
    Draft(
        organisation_id=by.organisation_id, id=draft.id, membership_id=by.membership_id, **values
    ).save(force_insert=True)  # fmt: skip
    draft.is_stored = True


def keep_file(by: Actor, draft: OpenDraft, name: str, media_type: str, raw: bytes) -> AttachedFile:
    """Seal a cleaned file under the draft's key. The draft itself must be kept before and after."""
    row_id = new_id()
    head = json.dumps({"name": name, "type": media_type}).encode()
    sealed = formats.encrypt(
        draft.key,
        len(head).to_bytes(4, "big") + head + raw,
        formats.bind(by.organisation_id, FILE_TABLE, row_id, 1),
    )
    DraftFile(
        organisation_id=by.organisation_id, id=row_id, draft_id=draft.id, sealed=sealed, size=len(raw)
    ).save(force_insert=True)  # fmt: skip
    attached = AttachedFile(row_id, name, len(raw))
    draft.answers.files.append(attached)
    return attached


def open_files(by: Actor, draft: OpenDraft) -> Iterable[tuple[str, str, bytes]]:
    """(name, type, content) of each file of the draft, one at a time."""
    for attached in draft.answers.files:
        sealed = (
            DraftFile.objects.filter(organisation_id=by.organisation_id, id=attached.id, draft_id=draft.id)
            .values_list("sealed", flat=True)
            .first()
        )
        if sealed is not None:
            place = formats.bind(by.organisation_id, FILE_TABLE, attached.id, 1)
            opened = formats.decrypt(draft.key, bytes(sealed), place)
            size = int.from_bytes(opened[:4], "big")
            head = json.loads(opened[4 : 4 + size])
            yield head["name"], head["type"], opened[4 + size :]


def drop_file(by: Actor, draft: OpenDraft, file_id: UUID) -> None:
    """Take one file out of the draft."""
    DraftFile.objects.filter(organisation_id=by.organisation_id, id=file_id, draft_id=draft.id).delete()
    draft.answers.files = [one for one in draft.answers.files if one.id != file_id]


def throw_away(by: Actor, draft: OpenDraft) -> None:
    """Delete the draft and its files."""
    if draft.answers.files:
        DraftFile.objects.filter(organisation_id=by.organisation_id, draft_id=draft.id).delete()
    Draft.objects.filter(organisation_id=by.organisation_id, id=draft.id).delete()


def expire_drafts(organisation_id: UUID, now: datetime) -> int:
    """Delete what was not sent in three days, files first; returns how many drafts. For the periodic job."""
    old = Draft.objects.filter(organisation_id=organisation_id, expires_at__lte=now)
    ids = list(old.values_list("id", flat=True))
    DraftFile.objects.filter(organisation_id=organisation_id, draft_id__in=ids).delete()
    Draft.objects.filter(organisation_id=organisation_id, id__in=ids).delete()
    return len(ids)


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
