"""Handing a record over to the young person, step by step. The pages may not change an access by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairward.access.requests import actor_of, requires
from fairward.families import handover_actions, handover_queries, presenters
from fairward.families.forms import StepForm
from fairward.families.handover_actions import StepTaken
from fairward.families.invite_actions import PERMISSION
from fairward.families.views import page
from fairward.families.vocabulary import Step
from fairward.kernel.denied import Denied

WHY = "handing the record over to the young person"


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires(PERMISSION)
def handing_over(request: HttpRequest) -> HttpResponse:
    """The children with whom a step is due."""
    due = handover_queries.handovers_due(actor_of(request))
    rows = presenters.due_rows(due, timezone.localdate())
    return render(request, "families/handing_over.html", {"rows": rows})


@never_cache
@page
@requires(PERMISSION)
def step(request: HttpRequest, child_id: UUID, step: int) -> HttpResponse:
    """What came of one step; whom the lead ticks sees nothing of the record any more."""
    taken_step, actor = _step(step), actor_of(request)
    found = handover_queries.handover_for(actor, child_id, WHY)
    adults = [(str(one.access_id), found.names.get(one.person_id, "")) for one in found.adults]
    form = StepForm(request.POST if request.method == "POST" else None, step=taken_step, adults=adults)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        ending = frozenset(given.get("ending") or [])
        taken = StepTaken(child_id, taken_step, given["decision"], ending, given["again_on"])
        try:
            handover_actions.note_step(by=actor, taken=taken)
        except Denied as denied:
            form.add_error("ending" if "ending" in form.fields else "decision", denied.sentence)
        else:
            return redirect("families:child", child_id=child_id)
    context = {"form": form, "page": found, "step": taken_step, "today": timezone.localdate()}
    return render(request, "families/step.html", context)


def _step(number: int) -> Step:
    try:
        return Step(number)
    except ValueError:
        raise Http404 from None
