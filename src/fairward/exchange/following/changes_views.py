"""Changes that other organisations sent about what they told us: the list, opening one, what is asked back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.exchange.following import changes_presenters
from fairward.exchange.following.applied_actions import give_up, keep, open_change
from fairward.exchange.following.applying import asked_in
from fairward.exchange.following.arrived_queries import (
    change_arrived_for,
    changes_arrived_for,
    opened_change_for,
)
from fairward.exchange.following.vocabulary import Asked
from fairward.exchange.package.limits import MIDDLE

WHY = "opening a change that another organisation sent"
DESTROY, KEEP = "destroy", "keep"


class BackForm(forms.Form):
    """What becomes of what is asked back."""

    what = forms.ChoiceField(
        label="What do you do?", widget=forms.RadioSelect,
        choices=[(DESTROY, "Destroy it here, and tell them"), (KEEP, "Keep it, by rules of our own, and tell them why")],
        error_messages={"required": "Choose what becomes of it."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why do you keep it?", required=False, widget=forms.Textarea, max_length=MIDDLE,
        help_text="They read this. Name the rule or the duty, not what is recorded.",
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Keeping needs a reason."""
        given = self.cleaned_data
        if given.get("what") == KEEP and not given.get("reason", "").strip():
            self.add_error("reason", "Write why you keep it.")
        return given


@require_safe
@requires("exchange:package:take")
def changes(request: HttpRequest) -> HttpResponse:
    """Every notice that arrived, those that nobody has opened first."""
    found = changes_arrived_for(actor_of(request), WHY)
    context = {
        "rows": changes_presenters.rows_of(found), "columns": changes_presenters.COLUMNS,
        "waiting": sum(one.is_waiting for one in found),
    }  # fmt: skip
    return render(request, "following/changes.html", context)


@require_safe
@requires("exchange:package:take", unlocked=True)
def change(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One of them: what opening it does, or what was done."""
    return _page(request, arrival_id, None)


@require_POST
@requires("exchange:package:take", unlocked=True)
def open_one(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Open it: what is only to be put right is put right; what is asked back is shown, to be decided."""
    if open_change(by=actor_of(request), arrival_id=arrival_id) is Asked.ACKNOWLEDGE:
        return redirect("following:change", arrival_id=arrival_id)
    return _page(request, arrival_id, BackForm())


@require_POST
@requires("exchange:package:take", unlocked=True)
def decide(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Destroy what is asked back, or keep it with a reason."""
    form = BackForm(request.POST)
    if not form.is_valid():
        return _page(request, arrival_id, form)
    if form.cleaned_data["what"] == KEEP:
        keep(by=actor_of(request), arrival_id=arrival_id, reason=form.cleaned_data["reason"])
    else:
        give_up(by=actor_of(request), arrival_id=arrival_id)
    return redirect("following:change", arrival_id=arrival_id)


def _page(request: HttpRequest, arrival_id: UUID, form: BackForm | None) -> HttpResponse:
    actor = actor_of(request)
    found = change_arrived_for(actor, arrival_id, WHY)
    manifest = opened_change_for(actor, arrival_id, WHY) if form is not None and found.is_waiting else None
    context = {
        "found": found, "form": form, "facts": changes_presenters.facts_of(found),
        "applied": changes_presenters.applied_rows(found),
        "body": changes_presenters.body_words(manifest, actor.role) if manifest else "",
        "asked": asked_in(manifest).word if manifest else "",
    }  # fmt: skip
    return render(request, "following/change.html", context)
