"""Says who is signed in, from the session that is already loaded. It may not decide what they may do."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from fairward.accounts.models import Account


def account_of(request: HttpRequest) -> Account | AnonymousUser:
    """The signed-in account, or an anonymous one. A changed password or a closed account ends every session at once."""
    said = request.session.get(HASH_SESSION_KEY)
    account: Account | None = getattr(request.session, "account", None)
    if not said or account is None or not account.is_active:
        return AnonymousUser()
    if not constant_time_compare(said, account.get_session_auth_hash()):
        request.session.flush()
        return AnonymousUser()
    return account


class SignedInMiddleware:
    """Puts the account on the request, lazily. Instead of Django's, which asks the database a second time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: account_of(request))  # type: ignore[assignment]
        return self.get_response(request)
