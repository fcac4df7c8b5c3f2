"""What every response tells the browser: run only our own files, keep nothing, tell nobody. It may not read a body."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fairward.web.errors import WITHOUT_HANDLER

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it a browser sends "Origin: null" with our own forms, and each is refused as forged.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex, nofollow",
}
TWO_YEARS = 2 * 365 * 24 * 3600


class SecurityHeadersMiddleware:
    """Stands outermost, so that no answer leaves without them; a view may set a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = WITHOUT_HANDLER.get(response.status_code)
        if page and not response.streaming and not response.content:
            # Django answers these with nothing at all; its headers (Allow, Retry-After) stay.
            words = page(request)
            response.content, response["Content-Type"] = words.content, words["Content-Type"]
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        # Static files bring their own; a page about a child is never kept anywhere.
        response.setdefault("Cache-Control", "no-store")
        if request.is_secure() or getattr(settings, "FAIRWARD_HTTPS", False):
            response.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}; includeSubDomains")
        return response
