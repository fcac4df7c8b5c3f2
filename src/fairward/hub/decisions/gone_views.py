"""Whether there was a case, for somebody who has its reference. It may not query by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Fact
from fairward.design.words import date_words
from fairward.hub.decisions.gone_queries import READ, Gone, gone_for


@never_cache
@require_safe
@requires(READ)
def gone(request: HttpRequest) -> HttpResponse:
    """Ask for a reference; say what stays of that case, if it is gone."""
    typed = request.GET.get("reference", "").strip()[:20]
    found = gone_for(actor_of(request), typed, "finding what stays of a case") if typed else None
    context = {"typed": typed, "facts": _facts(found) if found else []}
    return render(request, "decisions/gone.html", context)


def _facts(one: Gone) -> list[Fact]:
    return [
        Fact("Reference", one.reference),
        Fact("Received", date_words(one.received_on)),
        Fact("How it ended", one.ended[:1].upper() + one.ended[1:]),
        Fact("Closed", date_words(one.closed_on)),
        Fact("Put right before it went", "Yes" if one.was_corrected else "No"),
        Fact("Destroyed", date_words(one.gone_on)),
    ]
