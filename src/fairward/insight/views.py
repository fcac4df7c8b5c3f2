"""The page of the monitors, and the same as a file. They may not query by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.insight.charts import chart_of
from fairward.insight.forms import SpanForm
from fairward.insight.monitors import Monitor
from fairward.insight.presenters import as_csv
from fairward.insight.queries import monitors_for
from fairward.insight.spans import Span, span_of
from fairward.kernel.actor import Actor

# Monitors of rooms that are not known here, passed in by whoever knows them.
More = Callable[[Actor, Span], Monitor]
WHY = "seeing whether it works and is fair"


@require_safe
@requires("insight:monitors:read")
def monitors(request: HttpRequest, more: Sequence[More] = ()) -> HttpResponse:
    """Whether it works and is fair, in counts with small numbers hidden."""
    form = SpanForm(request.GET)
    span = _span(form)
    found = _found(actor_of(request), span, more)
    charts = {one.id: chart_of(one.monthly) for one in found if one.monthly}
    context = {
        "form": form,
        "span": span,
        "monitors": found,
        "charts": charts,
        "back": form.data.get("back", ""),
    }
    return render(request, "insight/monitors.html", context)


@require_safe
@requires("insight:monitors:read")
def monitors_file(request: HttpRequest, more: Sequence[More] = ()) -> HttpResponse:
    """The same figures for a spreadsheet, with the same hidden."""
    span = _span(SpanForm(request.GET))
    text = as_csv(_found(actor_of(request), span, more), span)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="counts.csv"'
    return response


def _span(form: SpanForm) -> Span:
    back = form.cleaned_data["back"] if form.is_valid() else ""
    return span_of(timezone.localdate(), int(back or 0))


def _found(actor: Actor, span: Span, more: Sequence[More]) -> list[Monitor]:
    return [*monitors_for(actor, span, WHY), *(one(actor, span) for one in more)]
