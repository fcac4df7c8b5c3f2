"""Who acts in a request, and the gate in front of every view. It may not open transactions: the web shell does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from fairward.access.decisions import check
from fairward.access.permissions import PERMISSIONS
from fairward.accounts import policies as sign_in_policies
from fairward.accounts import sessions
from fairward.kernel.actor import Actor
from fairward.keys import unlock
from fairward.organisations import queries as organisations
from fairward.organisations.queries import AtWork
from fairward.tenancy.context import as_organisation, current_organisation

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class FirstGoTo(Exception):
    """The request cannot go on before the person has been somewhere else; carries the address."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def organisation_of(request: HttpRequest) -> UUID | None:
    """The organisation that this session works for, or None: not signed in, or none chosen yet. One query at most."""
    found = request.session.get(sessions.ORGANISATION)
    return UUID(found) if found and request.user.is_authenticated else None


def actor_of(request: HttpRequest) -> Actor:
    """Who acts. Raises FirstGoTo with the page to visit first (sign in, choose, second factor)."""
    actor: Actor | None = getattr(request, "_fairward_actor", None)
    if actor is None:
        actor = _find_actor(request)
        request._fairward_actor = actor  # type: ignore[attr-defined]
    return actor


def _find_actor(request: HttpRequest) -> Actor:
    organisation_id = organisation_of(request)
    if organisation_id is None:
        page = "accounts:choose" if request.user.is_authenticated else "account_login"
        raise FirstGoTo(_first(page, request))
    with nullcontext() if current_organisation() == organisation_id else as_organisation(organisation_id):
        found = organisations.at_work(organisation_id, UUID(request.session[sessions.MEMBERSHIP]))
        if found is None or not _is_still(found, request):
            # The role was changed or ended since this session began: whatever it could do, it can no longer.
            request.session.flush()
            raise FirstGoTo(_first("account_login", request))
        _check_second_factor(request, found)
    request._fairward_at_work = found  # type: ignore[attr-defined]
    return Actor(
        organisation_id=organisation_id,
        membership_id=found.membership_id,
        account_id=found.account_id,
        role=found.role,
        unlocked=unlock.resume(request),
        year_groups=found.year_groups,
    )


def at_work(request: HttpRequest) -> AtWork:
    """The member who acts, with their name and their organisation's; raises FirstGoTo like `actor_of`."""
    actor_of(request)
    found: AtWork = request._fairward_at_work  # type: ignore[attr-defined]
    return found


def _is_still(found: AtWork, request: HttpRequest) -> bool:
    """The session's own account, in the role it had when the session began, and today."""
    return (
        found.account_id == request.user.pk
        and found.access_version == request.session.get(sessions.ACCESS)
        and found.works_on(timezone.localdate())
    )


def _check_second_factor(request: HttpRequest, found: AtWork) -> None:
    if request.session.get(sessions.SECOND_FACTOR):
        return
    if sign_in_policies.needs_second_factor(found.role, reporters_need_it=found.reporters_need_second_factor):
        raise FirstGoTo(_first("accounts:second_factor", request))


def requires(permission: str = "", *, unlocked: bool = False) -> Callable[[View], View]:
    """Put a view behind sign-in, a permission (or none) and, if asked, an unlocked session.

    Denied is raised for a missing permission (the web shell makes it the 403 page and logs it); somebody who is not
    signed in or is locked is sent to the right page and comes back.
    """
    if permission and permission not in PERMISSIONS:
        raise LookupError(f"no such permission: {permission}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                actor = actor_of(request)
            except FirstGoTo as first:
                return HttpResponseRedirect(first.url)
            if permission:
                check(actor, permission)
            if unlocked and actor.unlocked is None:
                return HttpResponseRedirect(_first("keyholding:unlock", request))
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.needs_unlocked = unlocked  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def _first(name: str, request: HttpRequest) -> str:
    return f"{reverse(name)}?{urlencode({'next': came_from(request)})}"


def came_from(request: HttpRequest) -> str:
    """Where to come back to: this page, or for a POST the page whose form it was."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.get_host() and referer.path.startswith("/"):
        return f"{referer.path}?{referer.query}" if referer.query else referer.path
    return request.path


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """The `next` of a request if it stays on this site, else `otherwise`."""
    target: Any = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return str(target) if target and is_ours else otherwise
