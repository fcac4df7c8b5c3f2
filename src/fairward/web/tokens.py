"""The hidden field with which a form proves to be ours. It may not make a token before a form is drawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from markupsafe import Markup


class TokenField:
    """Drawn once for a page: Django would mask the token anew for each of its forms, a twentieth of a small page."""

    __slots__ = ("_drawn", "_request")

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._drawn: Markup | None = None

    def __html__(self) -> str:
        if self._drawn is None:
            self._drawn = Markup(csrf_input(self._request))  # noqa: S704 - Django escaped it
        return self._drawn

    def __str__(self) -> str:
        return self.__html__()


def token_field(request: HttpRequest) -> dict[str, Any]:
    """For every template that is rendered with a request: `csrf_input`."""
    return {"csrf_input": TokenField(request)}
