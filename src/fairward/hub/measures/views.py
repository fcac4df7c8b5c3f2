"""The page of measures, the same as a file, and what is counted apart from a case. It may not query by itself."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.intake.trying import done
from fairward.hub.measures import spans
from fairward.hub.measures.actions import count_apart
from fairward.hub.measures.fair_queries import was_asked
from fairward.hub.measures.forms import ApartForm, TimeForm
from fairward.hub.measures.pictures import picture_of
from fairward.hub.measures.policies import ENTER
from fairward.hub.measures.presenters import as_csv
from fairward.hub.measures.queries import READ, measures_for

WHY = "seeing whether the hub works and is fair"


@require_safe
@requires(READ)
def measures(request: HttpRequest) -> HttpResponse:
    """Whether the hub works and is fair, in counts with small numbers hidden."""
    form = TimeForm(request.GET, today=timezone.localdate())
    code = form.code()
    found = measures_for(actor_of(request), spans.span_of(code), WHY)
    context = {
        "form": form, "code": code, "span": spans.span_of(code), "time": spans.words(code),
        "measures": [(one, None if one.is_empty else picture_of(one)) for one in found],
        "is_empty": all(one.is_empty for one in found),
    }  # fmt: skip
    return render(request, "measures/measures.html", context)


@require_safe
@requires(READ)
def measures_file(request: HttpRequest) -> HttpResponse:
    """The same figures for a spreadsheet, with the same hidden."""
    code = TimeForm(request.GET, today=timezone.localdate()).code()
    span = spans.span_of(code)
    text = as_csv(measures_for(actor_of(request), span, WHY), span)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="measures-{code}.csv"'
    return response


@requires(ENTER, unlocked=True)
def apart(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """For counting only, once after the decision."""
    actor = actor_of(request)
    facts = case_facts(actor.organisation_id, case_id)
    form = ApartForm(request.POST or None)
    act = partial(count_apart, by=actor, case_id=case_id)
    if request.method == "POST" and form.is_valid() and done(form, None, lambda: act(given=form.given())):
        return redirect("measures:apart", case_id=case_id)
    context = {"facts": facts, "form": form, "is_over": was_asked(actor.organisation_id, case_id)}
    return render(request, "measures/apart.html", context)
