"""The page before the record: what you will find, who can help, that you can stop. It may not show anything of a record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode

from fairward.access.requests import came_from
from fairward.design.addresses import url

READY = "family_ready"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def is_ready(request: HttpRequest) -> bool:
    """Whether the reader has seen the page before the record in this session."""
    return bool(request.session.get(READY))


def after_advance(view: View) -> View:
    """Send whoever comes for the first time in a session to the page before the record; they come back from there."""

    @wraps(view)
    def first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_ready(request):
            return HttpResponseRedirect(f"{url('family:before')}?{urlencode({'next': came_from(request)})}")
        return view(request, *args, **kwargs)

    return cast(View, first)
