"""The lead's page of one request to put something right. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases.correcting_queries import correction_for

DECIDE = "rights:correction:decide"


@require_safe
@requires(DECIDE, unlocked=True)
def correction(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The statement in its place as staff see it, and what is said to be wrong with it."""
    found = correction_for(actor_of(request), case_id, "checking what somebody asked to put right")
    return render(request, "cases/correction.html", {"found": found})
