"""The first page of a family, the page before the record, staying safe, leaving at once. They may not show content."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires, safe_next
from fairward.design.addresses import url
from fairward.family.advance import READY
from fairward.family.presenters import helplines
from fairward.family.queries import home_of
from fairward.kernel.vocabulary import Role
from fairward.keys import unlock


@require_safe
@requires("family:self:use")
def home(request: HttpRequest) -> HttpResponse:
    """The children whose record somebody may see, and what is new."""
    actor = actor_of(request)
    return render(request, "family/home.html", {"children": home_of(actor), "is_young": _is_young(request)})


@requires("family:self:use")
def before(request: HttpRequest) -> HttpResponse:
    """What you will find, who can help, and that you can stop: once in a session, before the record."""
    target = safe_next(request, url("family:home"))
    if request.method == "POST":
        request.session[READY] = True
        return redirect(target)
    context = {
        "next": target,
        "helplines": helplines(actor_of(request).role),
        "is_young": _is_young(request),
    }
    return render(request, "family/before.html", context)


@require_safe
@requires("family:self:use")
def safe(request: HttpRequest) -> HttpResponse:
    """How to hide that you were here, and whom to call."""
    context = {"helplines": helplines(actor_of(request).role), "is_young": _is_young(request)}
    return render(request, "family/safe.html", context)


@require_safe
@requires("family:self:use")
def guide(request: HttpRequest) -> HttpResponse:
    """How these pages work, to read and to print."""
    name = "guide_young" if _is_young(request) else "guide"
    return render(request, f"family/{name}.html", {"helplines": helplines(actor_of(request).role)})


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Leave at once for a page that says nothing, and lock: "back" then finds nothing. It works for anybody, signed in or not.

    Nothing is written: without its cookie the session opens no key.
    """
    response = redirect(settings.FAIRWARD_EXIT_URL)
    response["Referrer-Policy"] = "no-referrer"
    response.delete_cookie(unlock.cookie_name(), path="/", samesite="Strict")
    return response


def _is_young(request: HttpRequest) -> bool:
    return actor_of(request).role is Role.YOUNG_PERSON
