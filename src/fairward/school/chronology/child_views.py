"""The child's page and finding a child. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairward.access.requests import actor_of, requires
from fairward.people.queries import find_children
from fairward.school.chronology.queries import child_page_for
from fairward.school.chronology.reasons import REASONS, USUAL, reason_of


@requires("school:file:read")
def children(request: HttpRequest) -> HttpResponse:
    """Find a child by name, year or class. The words are posted: a name never stands in an address."""
    text = request.POST.get("text", "").strip()[:100] if request.method == "POST" else ""
    found = find_children(actor_of(request), text, include_left=True) if text else []
    return render(request, "chronology/children.html", {"text": text, "found": found, "is_asked": bool(text)})


@requires("school:file:read", unlocked=True)
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who the child is, who belongs to them, which files there are and why they are kept. No content."""
    why = request.GET.get("why", USUAL)
    page = child_page_for(actor_of(request), child_id, reason_of(why))
    context = {"page": page, "why": why if why in REASONS else USUAL, "reasons": REASONS}
    return render(request, "chronology/child.html", context)
