"""Decisions about families that are overdue: dates and counts for whoever is asked. It may show no content."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairward.access.requests import actor_of, requires
from fairward.rights.overdue_queries import overdue_for

SHOWN = 200


@requires("rights:overdue:see")
def overdue(request: HttpRequest) -> HttpResponse:
    """How many decisions are missing, since when, and who is asked by now."""
    page = overdue_for(actor_of(request), "seeing which decisions are overdue")
    counts = Counter(one.lack.value for one in page.rows)
    context = {
        "rows": page.rows[:SHOWN],
        "total": len(page.rows),
        "counts": counts,
        "is_linked": page.is_linked,
    }
    return render(request, "rights/overdue.html", context)
