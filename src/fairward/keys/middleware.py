"""Sets and clears the cookie of the unlocked session. It may not unlock, and may not read content."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fairward.keys.unlock import write_cookie


class UnlockCookieMiddleware:
    """Goes after the session middleware; errors too pass through it, so that a lock is never lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        write_cookie(request, response)
        return response
