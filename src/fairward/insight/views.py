"""The page of the monitors. It may not query by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.insight.forms import SpanForm
from fairward.insight.monitors import Monitor
from fairward.insight.queries import YEAR_OF_SCHOOL, Span, monitors_for
from fairward.kernel.actor import Actor

# Monitors of rooms that are not known here, passed in by whoever knows them.
More = Callable[[Actor, Span], Monitor]


@requires("insight:monitors:read")
def monitors(request: HttpRequest, more: Sequence[More] = ()) -> HttpResponse:
    """Whether it works and is fair, in counts with small numbers hidden."""
    actor, today = actor_of(request), timezone.localdate()
    form = SpanForm(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    until = min(given.get("until") or today, today)
    span = Span(min(given.get("since") or until - YEAR_OF_SCHOOL, until), until)
    found = [
        *monitors_for(actor, span, "seeing whether it works and is fair"),
        *(one(actor, span) for one in more),
    ]
    return render(request, "insight/monitors.html", {"form": form, "span": span, "monitors": found})
