"""Saying one's own side: write, check, send. They may not query by themselves, and keep nothing of it between pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.shapes import FEELINGS
from fairward.family.advance import after_advance
from fairward.family.forms import SideForm
from fairward.family.presenters import frame
from fairward.family.queries import my_child
from fairward.family.record_views import claim_of
from fairward.family.side_actions import MyWords, add_my_side
from fairward.kernel.vocabulary import Role
from fairward.rights.shown_presenters import shown_on_page
from fairward.rights.shown_queries import one_shown_for, shown_for

SEND, CHANGE = "send", "change"


@requires("family:self:use", unlocked=True)
@after_advance
def say(
    request: HttpRequest, child_id: UUID, entry_id: UUID, statement_id: UUID | None = None
) -> HttpResponse:
    """Write, then check, then send: the words travel from page to page in the form, and lie nowhere meanwhile."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    one = shown_on_page(one_shown_for(actor, child_id, entry_id, "saying one's own side"))
    claim = claim_of(one, statement_id)
    is_young = actor.role is Role.YOUNG_PERSON
    form = SideForm(request.POST if request.method == "POST" else None, is_young_person=is_young)
    step = request.POST.get("step", "")
    context: dict[str, Any] = {
        "frame": frame(child, "family:record"), "one": one, "claim": claim, "form": form, "is_young": is_young,
    }  # fmt: skip
    if request.method != "POST" or step == CHANGE or not form.is_valid():
        return render(request, "family/say.html", context)
    given = form.cleaned_data
    words = MyWords(given["words"], given.get("feeling", ""), given.get("is_confidential", False))
    if step != SEND:
        context |= {"words": words, "feeling_words": FEELINGS.get(words.feeling, "")}
        return render(request, "family/say_check.html", context)
    add_my_side(by=actor, child_id=child_id, entry_id=entry_id, statement_id=statement_id, words=words)
    return redirect("family:sides", child_id=child_id)


@require_safe
@requires("family:self:use", unlocked=True)
@after_advance
def sides(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """What the reader said so far, beside what it is about, and whether the school has read it."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    entries = [shown_on_page(one) for one in shown_for(actor, child_id, "reading one's own side") if one.mine]
    return render(request, "family/sides.html", {"frame": frame(child, "family:sides"), "entries": entries})
