"""What a signed-in session carries, and how sessions are listed and ended. It may not say who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from fairward.accounts.models import Session
from fairward.organisations.models import Membership

ORGANISATION = "organisation_id"
MEMBERSHIP = "membership_id"
ACCESS = "access_version"
SECOND_FACTOR = "second_factor"
STARTED = "started_at"
DEVICE = "device"

_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One signed-in browser on the list of one's own."""

    mark: str
    device: str
    started_at: datetime | None
    is_this: bool


def enter(request: HttpRequest, membership: Membership, *, second_factor: bool) -> None:
    """Let the session work for one organisation. Only `actions` does this, after the second factor was settled."""
    request.session[ORGANISATION] = str(membership.organisation_id)
    request.session[MEMBERSHIP] = str(membership.id)
    request.session[ACCESS] = membership.access_version
    request.session[SECOND_FACTOR] = second_factor
    request.session.setdefault(STARTED, timezone.now().isoformat())
    request.session.setdefault(DEVICE, device_words(request.headers.get("User-Agent", "")))


def leave(request: HttpRequest) -> None:
    """Stop working for an organisation without signing out."""
    for key in (ORGANISATION, MEMBERSHIP, ACCESS, SECOND_FACTOR):
        request.session.pop(key, None)


def device_words(agent: str) -> str:
    """A browser in words that its owner recognises, instead of the header with its versions."""
    browser = next((word for sign, word in _BROWSERS if sign in agent), "a browser")
    system = next((word for sign, word in _SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser


def sessions_of(account_id: UUID, this_key: str | None) -> list[OpenSession]:
    """Where an account is signed in, this browser first, then the newest."""
    rows = Session.objects.filter(account_id=account_id, expire_date__gt=timezone.now())
    found = [_open_session(row, this_key) for row in rows]
    return sorted(
        found, key=lambda one: (not one.is_this, -(one.started_at.timestamp() if one.started_at else 0))
    )


def _open_session(row: Session, this_key: str | None) -> OpenSession:
    data = row.get_decoded()
    started = data.get(STARTED)
    return OpenSession(
        mark=_mark(row.session_key),
        device=str(data.get(DEVICE, "a browser")),
        started_at=datetime.fromisoformat(started) if started else None,
        is_this=row.session_key == this_key,
    )


def _mark(session_key: str) -> str:
    # The key itself is the secret of the session and never leaves in a page.
    return salted_hmac("fairward.session", session_key, algorithm="sha256").hexdigest()[:16]


def end_one(account_id: UUID, mark: str) -> bool:
    """End the session with this mark, if it is this account's."""
    for row in Session.objects.filter(account_id=account_id):
        if _mark(row.session_key) == mark:
            row.delete()
            return True
    return False


def end_all(account_id: UUID, *, but: str | None = None) -> int:
    """End every session of an account, perhaps all but this one. Returns how many ended."""
    rows = Session.objects.filter(account_id=account_id)
    if but:
        rows = rows.exclude(session_key=but)
    return rows.delete()[0]
