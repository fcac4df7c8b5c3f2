"""Asking to put something right, objecting, complaining: write, check, send. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.cases.asking_actions import ask_to_correct, ask_to_object, complain
from fairward.cases.vocabulary import WhatIsWrong
from fairward.family.advance import after_advance
from fairward.family.forms import AskForm, WrongForm
from fairward.family.presenters import frame
from fairward.family.queries import my_child
from fairward.family.record_views import claim_of
from fairward.family.side_views import CHANGE, SEND
from fairward.kernel.denied import Denied
from fairward.rights.shown_presenters import shown_on_page
from fairward.rights.shown_queries import one_shown_for


@requires("family:self:use", unlocked=True)
@after_advance
def wrong(
    request: HttpRequest, child_id: UUID, entry_id: UUID, statement_id: UUID | None = None
) -> HttpResponse:
    """Ask to put right a claim or an entry. It is checked before it is sent."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    one = shown_on_page(one_shown_for(actor, child_id, entry_id, "asking to put something right"))
    claim = claim_of(one, statement_id)
    form = WrongForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "frame": frame(child, "family:record"),
        "one": one,
        "claim": claim,
        "form": form,
    }
    if request.method != "POST" or request.POST.get("step") == CHANGE or not form.is_valid():
        return render(request, "family/wrong.html", context)
    what = next(each for each in WhatIsWrong if each.code == form.cleaned_data["what"])
    if request.POST.get("step") != SEND:
        return render(request, "family/wrong_check.html", context | {"what": what})
    try:
        case_id = ask_to_correct(
            by=actor, child_id=child_id, entry_id=entry_id, statement_id=statement_id, what=what,
            words=form.cleaned_data["words"],
        )  # fmt: skip
    except Denied as denied:
        form.add_error(None, denied.sentence)
        return render(request, "family/wrong.html", context)
    return redirect("family:request", case_id=case_id)


@requires("family:self:use", unlocked=True)
@after_advance
def object_to(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Say that something about this record should stop."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case_id = ask_to_object(by=actor, child_id=child_id, entry_id=None, words=form.cleaned_data["words"])
        return redirect("family:request", case_id=case_id)
    return render(request, "family/object.html", {"frame": frame(child, "family:record"), "form": form})


@requires("family:self:use", unlocked=True)
def complaint(request: HttpRequest) -> HttpResponse:
    """Complain about how the school handles what it knows."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case_id = complain(by=actor_of(request), child_id=None, words=form.cleaned_data["words"])
        return redirect("family:request", case_id=case_id)
    return render(request, "family/complain.html", {"form": form})
