"""Small answers that the pages of signing in need. It may not write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from fairward.accounts import sessions
from fairward.accounts.models import Account
from fairward.organisations.queries import Workplace


def account(request: HttpRequest) -> Account:
    """The signed-in account. Only for views that checked that there is one."""
    return cast(Account, request.user)


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards, if it stays on this site; else home."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else "/"


def current(request: HttpRequest, places: Sequence[Workplace]) -> Workplace | None:
    """The organisation that this session works for now."""
    mine = request.session.get(sessions.MEMBERSHIP)
    return next((place for place in places if str(place.membership_id) == mine), None)


def choices(places: Sequence[Workplace]) -> list[tuple[str, str]]:
    """The organisations as radio buttons."""
    return [(str(place.membership_id), f"{place.organisation_name} ({place.role.word})") for place in places]
