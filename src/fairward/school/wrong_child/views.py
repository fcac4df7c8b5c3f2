"""Pages on which the lead puts right what was recorded with the wrong child. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairward.access.requests import actor_of, requires
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.people.queries import FOUND_AT_MOST, find_children
from fairward.school.wrong_child.actions import put_right
from fairward.school.wrong_child.forms import PutRightForm
from fairward.school.wrong_child.queries import Mistake, mistake_for, reach_of, right_child_for

DECIDE = "school:concern:decide"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "sure", "back"})


@requires(DECIDE, unlocked=True)
def whose(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Whom is it about? Find the child, or say that nobody knows."""
    actor = actor_of(request)
    mistake = mistake_for(actor, entry_id)
    text = str(request.POST.get("text", "")).strip()[:100]
    found = [one for one in find_children(actor, text) if one.id != mistake.file.child_id] if text else []
    context = {
        "mistake": mistake, "text": text, "found": found, "is_cut": len(found) >= FOUND_AT_MOST - 1,
        "is_asked": request.method == "POST",
    }  # fmt: skip
    return render(request, "wrong_child/whose.html", context)


@requires(DECIDE, unlocked=True)
def about(request: HttpRequest, entry_id: UUID, child_id: UUID) -> HttpResponse:
    """It is about this child: what goes along, then everything once more, then it is done."""
    actor = actor_of(request)
    mistake = mistake_for(actor, entry_id)
    if child_id == mistake.file.child_id:
        raise NotFound("child")
    return _put_right(actor, request, mistake, child_id)


@requires(DECIDE, unlocked=True)
def unknown(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Nobody knows whom it is about: it goes back to the desk."""
    actor = actor_of(request)
    return _put_right(actor, request, mistake_for(actor, entry_id), None)


def _put_right(actor: Actor, request: HttpRequest, mistake: Mistake, child_id: UUID | None) -> HttpResponse:
    right = right_child_for(actor, child_id) if child_id else None
    data = request.POST if request.method == "POST" else None
    form = PutRightForm(data, mistake=mistake, right_id=child_id)
    context: dict[str, Any] = {"mistake": mistake, "right": right, "form": form}
    if data is None or "back" in data or not form.is_valid():
        return render(request, "wrong_child/choose.html", context)
    chosen = form.chosen()
    if "sure" not in data:
        typed = [(key, one) for key in data for one in data.getlist(key) if key not in NOT_KEPT]
        wrong = mistake.wrong(chosen.joined)
        context |= {"typed": typed, "wrong": wrong, "reach": reach_of(actor.organisation_id, mistake, wrong)}
        return render(request, "wrong_child/check.html", context)
    done = put_right(by=actor, mistake=mistake, chosen=chosen)
    return render(request, "wrong_child/done.html", {**context, "done": done})
