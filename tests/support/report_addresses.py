"""Only the addresses of reporting, for tests of that side without the other rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import include, path

from fairward.design.pieces import Contact
from fairward.web import errors, views
from fairward.web.shell import Shell


def shell(request: HttpRequest) -> Shell:
    """A shell with somebody to call."""
    return Shell(contacts=[Contact("Amira Khan", "01632 960 101")])


urlpatterns = [
    path("", views.home, name="home"),
    path("", include("fairward.web.urls")),
    path("", include("fairward.accounts.urls")),
    path("", include("fairward.keyholding.urls")),
    path("", include("fairward.school.concerns.report_urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
