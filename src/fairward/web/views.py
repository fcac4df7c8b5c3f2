"""Home, and the pages that every installation owes. They may not know what a section of home means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Need
from fairward.kernel.actor import Actor

Section = Callable[[Actor], Sequence[Need]]


@require_safe
@requires()
def home(
    request: HttpRequest, *, sections: Sequence[Section] = (), own_home: Callable[[Actor], str] | None = None
) -> HttpResponse:
    """What needs me: each section is asked in turn, the most urgent first. Sections are given in the address table.

    `own_home` answers the address of another first page for those who have one, else nothing.
    """
    actor = actor_of(request)
    if own_home is not None and (elsewhere := own_home(actor)):
        return redirect(elsewhere)
    needs = sorted((need for section in sections for need in section(actor)), key=lambda need: need.order)
    return render(request, "web/home.html", {"needs": needs})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whoever uses these pages."""
    return render(request, "web/privacy.html")
