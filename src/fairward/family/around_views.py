"""Where it went, and the people around a family. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.family.advance import after_advance
from fairward.family.people_queries import people_around
from fairward.family.presenters import frame, helplines
from fairward.family.queries import my_child
from fairward.family.where_queries import went_for


@require_safe
@requires("family:self:use", unlocked=True)
@after_advance
def where(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Where the reader's part of the record went."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    went = went_for(actor, child_id, "seeing where one's own record went")
    return render(request, "family/where.html", {"frame": frame(child, "family:where"), "went": went})


@require_safe
@requires("family:self:use")
def people(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who works with this family at the school and how to reach them."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    context = {
        "frame": frame(child, "family:people"),
        "people": people_around(actor, child),
        "helplines": helplines(actor.role),
    }
    return render(request, "family/people.html", context)
