"""Addresses for the tests of the shell: the shell's own and views that fail in every way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.audit.log import record_act
from fairward.kernel.denied import Denied, NotFound
from fairward.web import errors, gallery, views

RAISES: dict[str, Any] = {
    "denied": lambda: Denied("not_yours", "This report belongs to somebody else."),
    "not_found": NotFound,
    "http404": Http404,
    "value": lambda: ValueError("secret words of a child"),
    "away": lambda: OperationalError("connection refused"),
    "closed": lambda: InterfaceError("connection already closed"),
    "none": None,
}


def write(request: HttpRequest, how: str, item: UUID | None = None) -> HttpResponse:
    """Write one line into the log, then fail as asked."""
    record_act(actor_of(request), act="organisation.call_numbers_changed", item_kind="page", item_id=item)
    if RAISES[how]:
        raise RAISES[how]()
    return HttpResponse("written")


def fail(request: HttpRequest, how: str) -> HttpResponse:
    """Fail without touching anything."""
    raise RAISES[how]()


def form(request: HttpRequest) -> HttpResponse:
    """A form that asks the database when it is sent, then says what it got."""
    if request.method == "POST":
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse("saved: " + request.POST["what"])
    page = engines.all()[0].from_string('<form method="post">{{ csrf_input }}</form>')
    return HttpResponse(page.render({}, request))


def echo(request: HttpRequest) -> HttpResponse:
    """Read what was sent."""
    return HttpResponse(str(len(request.POST)))


handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("fairward.web.urls")),
    path("", include("fairward.accounts.urls")),
    path("gallery/", gallery.gallery),
    path("write/<str:how>/", requires()(write)),
    path("write/<str:how>/<uuid:item>/", requires()(write)),
    path("fail/<str:how>/", fail),
    path("form/", form),
    path("echo/", echo),
    path("only-post/", require_POST(form)),
]
