"""The two addresses at which other installations knock. Signed requests, no session, no cookie, no page."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fairward.exchange.travel import door
from fairward.exchange.travel.door import Reply

_CHUNK, _SECONDS = 64 * 1024, 60


@csrf_exempt
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """A sealed package."""
    return _answer(door.enter("POST", request.headers, lambda size: _body(request, size)))


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """A signed receipt."""
    return _answer(door.hear("POST", request.headers, lambda size: _body(request, size)))


def _body(request: HttpRequest, size: int) -> bytes:
    """At most `size` bytes, in pieces, for at most a minute; what is there when the sender breaks off."""
    parts: list[bytes] = []
    end = time.monotonic() + _SECONDS
    try:
        while size > 0 and time.monotonic() < end and (part := request.read(min(_CHUNK, size))):
            parts.append(part)
            size -= len(part)
    except UnreadablePostError:
        return b""
    return b"".join(parts)


def _answer(reply: Reply) -> HttpResponse:
    response = HttpResponse(reply.body, status=reply.status, content_type="application/json")
    if reply.status == 429:
        response["Retry-After"] = "900"
    return response
