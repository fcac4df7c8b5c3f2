"""What hubs decided, as the agencies that they asked read it: the list, one of them, noted. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.agency.answers import presenters
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.told_actions import note_told
from fairward.agency.answers.told_queries import told_for, told_one_for
from fairward.exchange.package.words import context_of

WHY = "reading what a hub decided"


@require_safe
@requires(ANSWER, unlocked=True)
def told(request: HttpRequest) -> HttpResponse:
    """What nobody has noted yet."""
    rows = presenters.told_rows(told_for(actor_of(request), WHY))
    return render(request, "answers/told.html", {"rows": rows})


@require_safe
@requires(ANSWER, unlocked=True)
def one(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One of them, as the hub wrote it."""
    arrived, shown = told_one_for(actor_of(request), arrival_id, WHY)
    context = {**context_of(shown), "shown": shown, "arrived": arrived}
    return render(request, "answers/told_one.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def noted(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """It stands in our own record: the hub hears it, and it goes from here."""
    note_told(by=actor_of(request), arrival_id=arrival_id)
    return redirect("answers:told")
