"""Whom to telephone, in small files outside the database, so that they can be shown when the database is away.

It may not hold anything but names of posts and telephone numbers, and may not ask the database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from fairward.design.pieces import Contact

COOKIE = "fairward_contacts"
_SIGNER = signing.Signer(salt="fairward.contacts")


def write_contacts(organisation_id: UUID, contacts: Iterable[Contact]) -> None:
    """Replace the numbers of an organisation, all or none. Call it whenever they change."""
    path = _path(organisation_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.write_text(
        json.dumps([{"name": one.name, "phone": one.phone} for one in contacts]), encoding="utf-8"
    )
    draft.replace(path)


def read_contacts(organisation_id: UUID) -> list[Contact]:
    """The numbers of an organisation; none if nobody gave any yet."""
    try:
        rows = json.loads(_path(organisation_id).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Contact(row["name"], row["phone"]) for row in rows]


def contacts_of(request: HttpRequest) -> list[Contact]:
    """The numbers for whoever asks, from the signed cookie alone: works without session and database."""
    try:
        return read_contacts(UUID(_SIGNER.unsign(request.COOKIES.get(COOKIE, ""))))
    except (signing.BadSignature, ValueError):
        return []


def remember_organisation(request: HttpRequest, response: HttpResponse, organisation_id: UUID) -> None:
    """Leave a signed cookie that says whose numbers to show; it opens nothing."""
    value = _SIGNER.sign(str(organisation_id))
    if request.COOKIES.get(COOKIE) != value:
        response.set_cookie(
            COOKIE,
            value,
            max_age=90 * 24 * 3600,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )


def _path(organisation_id: UUID) -> Path:
    return Path(settings.FAIRWARD_CONTACTS_DIRECTORY) / f"{UUID(str(organisation_id))}.json"
