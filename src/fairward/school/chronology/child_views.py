"""The child's page and finding a child. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.files.policies import READERS
from fairward.kernel.vocabulary import Purpose
from fairward.people.queries import FOUND_AT_MOST, find_children
from fairward.retention.held import held_child
from fairward.school.chronology.queries import child_page_for
from fairward.school.chronology.reasons import REASONS, USUAL, reason_of
from fairward.school.transfers.list_queries import moves_of_child

CHILD_PURPOSES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)


@requires("school:file:read")
def children(request: HttpRequest) -> HttpResponse:
    """Find a child by name, year or class. The words are posted: a name never stands in an address."""
    text = request.POST.get("text", "").strip()[:100] if request.method == "POST" else ""
    found = find_children(actor_of(request), text, include_left=True) if text else []
    context = {
        "text": text,
        "found": found,
        "is_cut": len(found) == FOUND_AT_MOST,
        "is_asked": request.method == "POST",
    }
    return render(request, "chronology/children.html", context)


@requires("school:file:read", unlocked=True)
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who the child is, who belongs to them, which files there are and why they are kept. No content."""
    why = request.GET.get("why", USUAL)
    actor = actor_of(request)
    may_send_on = may(actor, "exchange:package:send")
    context = {
        "page": child_page_for(actor, child_id, reason_of(why)),
        "why": why if why in REASONS else USUAL,
        "reasons": REASONS,
        "purposes": [purpose for purpose in CHILD_PURPOSES if actor.role in READERS[purpose]],
        "may_tell": may(actor, "school:disclosure:note"),
        "may_see_log": may(actor, "school:log:read"),
        "held": held_child(actor, child_id),
        "may_refer": may(actor, "exchange:package:send"),
        "may_let_in": may(actor, "families:account:manage"),
        "may_send_on": may_send_on,
        "moves": moves_of_child(actor, child_id, reason_of(why)) if may_send_on else [],
    }
    return render(request, "chronology/child.html", context)
