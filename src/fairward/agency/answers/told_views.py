"""What hubs decided, as the agencies that they asked read it: the list, one of them, noted. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.agency.answers import presenters, told_actions
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.told_forms import DisagreeForm
from fairward.agency.answers.told_queries import is_decision, told_for, told_one_for
from fairward.exchange.package.words import context_of
from fairward.kernel.denied import NotFound

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
    context = {**context_of(shown), "shown": shown, "arrived": arrived, "may_disagree": is_decision(shown)}
    return render(request, "answers/told_one.html", context)


@requires(ANSWER, unlocked=True)
def disagree(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Write what one disagrees with; look at it once more; send it."""
    actor = actor_of(request)
    arrived, shown = told_one_for(actor, arrival_id, WHY)
    if not is_decision(shown):
        raise NotFound("arrival")
    form = DisagreeForm(request.POST or None)
    is_checked = request.method == "POST" and form.is_valid() and "change" not in request.POST
    if is_checked and "send" in request.POST:
        told_actions.disagree(by=actor, arrival_id=arrival_id, words=form.cleaned_data["words"])
        return render(request, "answers/disagreed.html", {"arrived": arrived})
    context = {"arrived": arrived, "form": form, "is_checked": is_checked, "about": shown.about}
    return render(request, "answers/disagree.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def noted(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """It stands in our own record: the hub hears it, and it goes from here."""
    told_actions.note_told(by=actor_of(request), arrival_id=arrival_id)
    return redirect("answers:told")
