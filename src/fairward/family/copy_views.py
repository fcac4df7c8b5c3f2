"""Asking for a copy of everything: what you get, write, check, send. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.access_requests.asking_actions import ask_for_copy
from fairward.family.forms import CopyForm
from fairward.family.presenters import frame
from fairward.family.queries import my_child
from fairward.family.side_views import CHANGE, SEND
from fairward.kernel.denied import Denied


@requires("family:self:use", unlocked=True)
def copy(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Ask for a copy of everything. It is checked before it is sent."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    form = CopyForm(
        request.POST if request.method == "POST" else None, child=child.name.first, is_self=child.is_self
    )
    context: dict[str, Any] = {"frame": frame(child, "family:record"), "form": form, "child": child}
    if request.method != "POST" or request.POST.get("step") == CHANGE or not form.is_valid():
        return render(request, "family/copy.html", context)
    given = form.cleaned_data
    if request.POST.get("step") != SEND:
        return render(request, "family/copy_check.html", context | {"copy_words": form.copy_words()})
    try:
        case_id = ask_for_copy(by=actor, child_id=child_id, copy_of=given["copy_of"], words=given["words"])
    except Denied as denied:
        form.add_error(None, denied.sentence)
        return render(request, "family/copy.html", context)
    return redirect("family:request", case_id=case_id)
