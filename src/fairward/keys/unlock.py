"""The unlocked session: the passphrase once, then a cookie and a session row that open only together.

It may not decide what an unlocked person may read. The session row holds the private key encrypted under a random
key; that key is in an HttpOnly, SameSite=Strict cookie and nowhere else. Neither alone opens anything.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fairward.keys import formats, persons, tries
from fairward.keys.unlocked import Unlocked

IDLE_SECONDS, LONGEST_SECONDS, WARNING_SECONDS = 15 * 60, 8 * 3600, 2 * 60
# The idle time is written at most this often: a page view should not cost a write each.
WRITE_EVERY_SECONDS = 60
_ENTRY, _PENDING, _RESUMED = "fairward_unlocked", "_fairward_unlock_cookie", "_fairward_resumed"


def open_session(request: HttpRequest, passphrase: str) -> Unlocked:
    """Unlock with the passphrase; Denied with a sentence when it is wrong or came too soon after wrong ones."""
    account_id, session_key = _account(request), _session_key(request)
    tries.count_try(account_id, session_key)
    unlocked = persons.open_with_passphrase(account_id, passphrase)
    tries.forget_tries(account_id, session_key)
    _keep(request, unlocked)
    return unlocked


def resume(request: HttpRequest, *, is_activity: bool = True) -> Unlocked | None:
    """The unlocked person of this request, or None when locked. `is_activity=False` (a timer) does not extend."""
    if hasattr(request, _RESUMED):
        kept: Unlocked | None = getattr(request, _RESUMED)
        return kept
    entry, now = request.session.get(_ENTRY), timezone.now().timestamp()
    if entry is None:
        return None
    unlocked = _open_entry(request, entry) if _seconds_left(entry, now) > 0 else None
    if unlocked is None:
        lock(request)
        return None
    if is_activity and now - entry["seen"] >= WRITE_EVERY_SECONDS:
        request.session[_ENTRY] = {**entry, "seen": now}
    setattr(request, _RESUMED, unlocked)
    return unlocked


def lock(request: HttpRequest) -> None:
    """Lock at once: session row and cookie both forget."""
    request.session.pop(_ENTRY, None)
    setattr(request, _PENDING, "")
    setattr(request, _RESUMED, None)


def extend(request: HttpRequest) -> int:
    """Start the idle time anew ("I am still here"); returns the seconds that are left, 0 when locked."""
    if resume(request) is None:
        return 0
    request.session[_ENTRY] = {**request.session[_ENTRY], "seen": timezone.now().timestamp()}
    return seconds_left(request)


def seconds_left(request: HttpRequest) -> int:
    """Seconds until this session locks by itself: 15 idle minutes, 8 hours at most; 0 when locked."""
    entry = request.session.get(_ENTRY)
    return max(0, int(_seconds_left(entry, timezone.now().timestamp()))) if entry else 0


def change_passphrase(request: HttpRequest, old: str, new: str) -> None:
    """Change the passphrase, which must be given once more; every other session of the person locks."""
    unlocked = open_session(request, old)
    persons.set_passphrase(unlocked, new)
    _keep(request, persons.open_with_passphrase(unlocked.account_id, new))


def cookie_name() -> str:
    """A browser takes the `__Host-` name only from this host and over HTTPS; plain loopback must do without."""
    return "__Host-fairward_unlock" if settings.SESSION_COOKIE_SECURE else "fairward_unlock"


def write_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Carry out what this request decided about the cookie; called by the middleware for every response."""
    pending = getattr(request, _PENDING, None)
    if pending is None:
        return
    if pending:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(cookie_name(), pending, path="/", httponly=True, secure=secure, samesite="Strict")
    else:
        response.delete_cookie(cookie_name(), path="/", samesite="Strict")


@dataclass(frozen=True, slots=True)
class _Cookie:
    """Text in the cookie, bytes as a key."""

    key: bytes

    @property
    def text(self) -> str:
        return base64.urlsafe_b64encode(self.key).decode()

    @classmethod
    def read(cls, text: str) -> _Cookie:
        return cls(base64.b64decode(text.encode(), altchars=b"-_", validate=True))


def _keep(request: HttpRequest, unlocked: Unlocked) -> None:
    cookie, now = _Cookie(formats.new_key()), timezone.now().timestamp()
    sealed = formats.encrypt(cookie.key, unlocked.private, _place(unlocked.account_id))
    request.session[_ENTRY] = {
        "sealed": base64.b64encode(sealed).decode(),
        "key": str(unlocked.key_id),
        "lock": unlocked.lock_number,
        "opened": now,
        "seen": now,
    }
    setattr(request, _PENDING, cookie.text)
    setattr(request, _RESUMED, unlocked)


def _open_entry(request: HttpRequest, entry: dict[str, str | float]) -> Unlocked | None:
    """None when cookie and session do not belong together: then the person is simply locked, and says who they are."""
    account_id = _account(request)
    try:
        cookie = _Cookie.read(request.COOKIES.get(cookie_name(), ""))
        private = formats.decrypt(cookie.key, base64.b64decode(str(entry["sealed"])), _place(account_id))
    except (formats.FormatError, binascii.Error, UnicodeEncodeError):
        return None
    return Unlocked(account_id, UUID(str(entry["key"])), int(entry["lock"]), private)


def _seconds_left(entry: dict[str, float], now: float) -> float:
    return min(entry["seen"] + IDLE_SECONDS, entry["opened"] + LONGEST_SECONDS) - now


def _account(request: HttpRequest) -> UUID:
    return UUID(str(request.user.pk))


def _session_key(request: HttpRequest) -> str:
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


def _place(account_id: UUID) -> bytes:
    return formats.bind(None, "unlocked session", account_id, 1)
