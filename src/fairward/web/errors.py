"""Pages for when something does not work: what happened, what to do, whom to call. They may not ask the database."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from fairward.kernel.denied import Denied
from fairward.web.contacts import contacts_of
from fairward.web.kept import Kept, kept_from

_log = logging.getLogger("fairward.web")
_TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _page(request: HttpRequest, status: int, template: str, **context: Any) -> HttpResponse:
    context = {
        "contacts": contacts_of(request),
        "kept": Kept(),
        "address": request.get_full_path(),
        **context,
    }
    response = HttpResponse(render_to_string(f"web/errors/{template}.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than we take."""
    if isinstance(exception, _TOO_BIG):
        return too_large(request)
    return _page(request, 400, "400")


def denied(request: HttpRequest, refusal: Denied) -> HttpResponse:
    """403 with the sentence and the code."""
    return _page(request, 403, "403", sentence=refusal.sentence, code=refusal.code)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 where a library refused without a sentence."""
    return _page(request, 403, "403", sentence="You cannot do this with your role.", code="not_permitted")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is not from our page: what was typed is shown to copy, without a button to send it."""
    return _page(request, 403, "csrf", kept=kept_from(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is not there and for what a stranger may not know to be there."""
    return _page(request, 404, "404")


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes answers was opened, or the other way round."""
    return _page(request, 405, "405")


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more was sent than we take."""
    return _page(request, 413, "413")


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries."""
    return _page(request, 429, "429")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database was away. Either way what was typed stands in the page and can be sent again.

    Django calls this inside its `except`, for a view and for any middleware alike, so the reason is at hand.
    """
    reason = sys.exc_info()[1]
    if is_database_away(reason):
        return database_away(request)
    reference = secrets.token_hex(4)
    # The kind of error only: its words could quote a record.
    _log.error("page failed", extra={"reference": reference, "kind": type(reason).__name__})
    return _page(request, 500, "500", kept=kept_from(request), reference=reference)


def database_away(request: HttpRequest) -> HttpResponse:
    """503 with everything that was typed, whom to call, and a button to send again."""
    response = _page(request, 503, "503", kept=kept_from(request))
    response["Retry-After"] = "15"
    return response


def is_database_away(reason: BaseException | None) -> bool:
    """True if the database could not be reached, went away or gave up; also when another error was made of that."""
    while reason is not None:
        if isinstance(reason, OperationalError | InterfaceError):
            return True
        reason = reason.__cause__
    return False


WITHOUT_HANDLER = {405: wrong_method, 413: too_large, 429: too_many}
