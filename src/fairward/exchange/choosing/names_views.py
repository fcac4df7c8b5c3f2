"""Names of other people in what goes: needed, or replaced. It may not query by itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.choosing.changing import kept
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.names_forms import NamesForm
from fairward.exchange.choosing.names_queries import names_found
from fairward.exchange.choosing.proposing import standing_in
from fairward.exchange.choosing.views import SEND, WHY


@requires(SEND, unlocked=True)
def names(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Each name in the passages that go, with what could stand instead."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    standing = standing_in(found, entries_of(actor, found, WHY), timezone.localdate())
    going = [one for one in standing if one.is_in]
    form = NamesForm(request.POST or None, names=names_found(actor, found, going, WHY), chosen=found.chosen)
    if request.method == "POST" and form.is_valid():
        looked = frozenset(one.passage.id for one in going)
        chosen = replace(found.chosen, masks=form.masks, named=form.named, names_looked=looked)
        if kept(request, actor, found, chosen, form):
            return redirect("choosing:draft", draft_id=draft_id)
    return render(request, "choosing/names.html", {"draft": found, "form": form, "going": len(going)})
