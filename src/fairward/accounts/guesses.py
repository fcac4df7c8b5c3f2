"""Limits on guessing that cannot be used to lock somebody else out. It may not know whether a guess was right.

Tries are counted for one sign-in name from one network, for a network as a whole, and, where the browser carries a
cookie from an earlier full sign-in, for that browser instead of its network. So somebody guessing from elsewhere never
uses up the tries of the person themselves, and a school behind one address is not shut out together.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from fairward.accounts.models import Account, GuessWindow
from fairward.kernel.denied import Denied

DEVICE_COOKIE = "fairward_device"
DEVICE_AGE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so long a time."""

    tries: int
    within: timedelta


# One name from one network: enough for a bad morning, far too few for guessing a password of twelve characters.
PAIR = Limit(5, timedelta(minutes=15))
# A whole network: a secondary school's staff signs in behind one address between 8:00 and 8:30.
NETWORK = Limit(100, timedelta(minutes=15))
# A browser that the person signed in from before.
DEVICE = Limit(10, timedelta(minutes=15))
# Codes of six digits for one account from anywhere unknown: whoever gets here has the password already.
CODES = Limit(30, timedelta(hours=1))


@dataclass
class Attempt:
    """One counted try. Call `succeeded` when it was right; a wrong one stays counted."""

    own: list[bytes] = field(default_factory=list)
    shared: list[bytes] = field(default_factory=list)

    def succeeded(self) -> None:
        """Forget the tries of this person here, and take this one off what is shared with others."""
        GuessWindow.objects.filter(key__in=self.own).delete()
        GuessWindow.objects.filter(key__in=self.shared, tries__gt=0).update(tries=F("tries") - 1)


def begin(request: HttpRequest, door: str, who: str) -> Attempt:
    """Count a try of `who` at `door` (password, code, first_code); raises Denied when it is one too many."""
    who = who.strip().lower()
    attempt = Attempt()
    device = known_device(request, who)
    if device:
        _count(attempt.own, _key(door, "device", who, device), DEVICE)
        return attempt
    network = network_of(request)
    _count(attempt.own, _key(door, "pair", who, network), PAIR)
    _count(attempt.shared, _key(door, "network", network), NETWORK)
    if door == "code":
        _count(attempt.shared, _key(door, "account", who), CODES)
    return attempt


def _count(kept: list[bytes], key: bytes, limit: Limit) -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_guesswindow AS w (key, tries, began_at) VALUES (%s, 1, %s) "
            "ON CONFLICT (key) DO UPDATE SET "
            "tries = CASE WHEN w.began_at <= %s THEN 1 ELSE w.tries + 1 END, "
            "began_at = CASE WHEN w.began_at <= %s THEN excluded.began_at ELSE w.began_at END "
            "RETURNING tries, began_at",
            [key, now, now - limit.within, now - limit.within],
        )
        tries, began_at = cursor.fetchone()
    kept.append(key)
    if tries > limit.tries:
        minutes = max(1, math.ceil((began_at + limit.within - now).total_seconds() / 60))
        raise Denied(
            "too_many_tries",
            f"There were too many tries. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again.",
        )


def _key(*parts: str) -> bytes:
    return salted_hmac("fairward.guesses", "\0".join(parts), algorithm="sha256").digest()[:16]


def network_of(request: HttpRequest) -> str:
    """The address a request comes from; for IPv6 its /64, because one subscriber holds all of it."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def known_device(request: HttpRequest, sign_in: str) -> str:
    """The mark of this browser if `sign_in` was fully signed in here before, else nothing."""
    for name, mark in _marks(request):
        if name == _fingerprint(sign_in):
            return mark
    return ""


def remember_device(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Mark this browser as one from which the person signed in. It opens nothing; it only counts tries apart."""
    mine = _fingerprint(account.sign_in)
    marks = [pair for pair in _marks(request) if pair[0] != mine][-7:]
    mark = known_device(request, account.sign_in) or get_random_string(22)
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps([*marks, (mine, mark)], salt=DEVICE_COOKIE),
        max_age=DEVICE_AGE,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _fingerprint(sign_in: str) -> str:
    return salted_hmac("fairward.device", sign_in, algorithm="sha256").hexdigest()[:32]


def _marks(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        found: Any = signing.loads(
            request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_COOKIE, max_age=DEVICE_AGE
        )
    except signing.BadSignature:
        return []
    return [(str(name), str(mark)) for name, mark in found]


def forget_old() -> int:
    """Throw away windows that are over; for the daily job. Returns how many went."""
    return GuessWindow.objects.filter(began_at__lt=timezone.now() - timedelta(days=1)).delete()[0]
