"""Only the addresses of signing in, keys and administration, for tests of those rooms without the others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from fairward.access.requests import actor_of, requires
from fairward.web import errors, views


@requires()
def who(request: HttpRequest) -> HttpResponse:
    """Says who acts."""
    return HttpResponse(actor_of(request).role.word)


@requires("school:concern:triage", unlocked=True)
def desk(request: HttpRequest) -> HttpResponse:
    """A page for an unlocked lead."""
    return HttpResponse("the desk")


urlpatterns = [
    path("", views.home, name="home"),
    path("who/", who),
    path("desk/", desk),
    path("", include("fairward.web.urls")),
    path("", include("fairward.accounts.urls")),
    path("", include("fairward.keyholding.urls")),
    path("", include("fairward.administration.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
