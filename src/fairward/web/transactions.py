"""One request, one transaction of one organisation; all of it or nothing. It may not know what a view does.

Stands innermost: Django turns a view's exception into a page before a middleware further out could see it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fairward.access.requests import FirstGoTo, actor_of, organisation_of
from fairward.audit.log import record_refusal
from fairward.kernel.denied import Denied, NotFound
from fairward.tenancy.context import as_organisation
from fairward.web import errors, shell
from fairward.web.contacts import remember_organisation

ITEM_KIND_LIMIT = 40
_APART = ("/health/", "/open/")
_FAILED, _REFUSED = "_fairward_failed", "_fairward_refused"


class _RollBack(Exception):
    """Ends a transaction without keeping anything."""


class OrganisationMiddleware:
    """Opens the organisation's transaction; a view that raises leaves no row; a refusal is logged after that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shell.put_on(request)
        # Health must answer while the database is away, so nothing here may load the session. A page for anybody opens the
        # organisation that it is about, whoever may be signed in elsewhere in the same browser.
        organisation_id = None if request.path.startswith(_APART) else organisation_of(request)
        if organisation_id is None:
            return self.get_response(request)
        response = self._in_one_transaction(request, organisation_id)
        code = getattr(request, _REFUSED, "")
        if code:
            _log_refusal(request, organisation_id, code)
        remember_organisation(request, response, organisation_id)
        return response

    def _in_one_transaction(self, request: HttpRequest, organisation_id: UUID) -> HttpResponse:
        response: HttpResponse
        try:
            with as_organisation(organisation_id):
                response = self.get_response(request)
                if getattr(request, _FAILED, False) or response.status_code >= 500:
                    raise _RollBack
        except _RollBack:
            pass
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called for whatever a view raises, before anything else makes a page of it."""
        setattr(request, _FAILED, True)
        if isinstance(exception, FirstGoTo):
            return HttpResponseRedirect(exception.url)
        if isinstance(exception, Denied):
            setattr(request, _REFUSED, exception.code)
            return errors.denied(request, exception)
        if isinstance(exception, NotFound):
            setattr(request, _REFUSED, "not_found")
            return errors.not_found(request)
        return None


def _log_refusal(request: HttpRequest, organisation_id: UUID, code: str) -> None:
    """Write the refusal in a transaction of its own: the view's is gone with everything in it."""
    match = request.resolver_match
    arguments: dict[str, Any] = match.kwargs if match else {}
    item_id = next((value for value in arguments.values() if isinstance(value, UUID)), None)
    kind = ((match.view_name if match else "") or "page")[:ITEM_KIND_LIMIT]
    with as_organisation(organisation_id):
        try:
            actor = actor_of(request)
        except FirstGoTo:
            # Refused before anybody was known to act: there is no member to name in this organisation's log.
            return
        record_refusal(actor, code=code, item_kind=kind, item_id=item_id)
