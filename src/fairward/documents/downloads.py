"""Hands a document to the browser so that it is saved, never run. It may not decide who may have it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# Should a browser show it after all: no scripts, no forms, no own origin, nothing loaded.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def as_download(*, name: str, mime: str, content: bytes) -> HttpResponse:
    """A response that the browser saves under the name."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Length"] = str(len(content))
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    return response
