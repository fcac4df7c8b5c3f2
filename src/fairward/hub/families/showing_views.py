"""Making what one person reads: choose, check it as they will read it, show it. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.hub.decisions.policies import TELL
from fairward.hub.decisions.queries import decision_for
from fairward.hub.families import presenters
from fairward.hub.families.composing import Offered
from fairward.hub.families.forms import ShowForm
from fairward.hub.families.my_presenters import case_on_page
from fairward.hub.families.my_queries import MyCase, MyReading
from fairward.hub.families.offering import offered_to, outcome_for
from fairward.hub.families.queries import reader_for
from fairward.hub.families.showing_actions import show_outcome
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.intake.trying import done
from fairward.hub.packs.queries import Pack, pack_for
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor

WHY = "showing a family what was decided"
CHANGE, SEND = "change", "send"
_NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "step"})


@requires(TELL, unlocked=True)
def show(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """What one person reads: written, checked as they will read it, then sealed to them."""
    actor = actor_of(request)
    person, reader = reader_for(actor, case_id, person_id, WHY)
    pack = _pack(actor, case_id)
    found = offered_to(actor.organisation_id, pack, reader)
    form = _form(request, pack, found)
    context: dict[str, Any] = {
        "form": form,
        "case_id": case_id,
        "person": person,
        "others": len(found.others),
    }
    if request.method != "POST" or request.POST.get("step") == CHANGE or not form.is_valid():
        return render(request, "hub_families/show.html", context)
    decided, chosen = decision_for(actor, case_id, WHY), form.chosen()
    if request.POST.get("step") == SEND:
        act = lambda: show_outcome(by=actor, pack=pack, decided=decided, reader=reader, chosen=chosen)  # noqa: E731
        if done(form, None, act):
            return redirect("hub_families:family", case_id=case_id)
        return render(request, "hub_families/show.html", context)
    made: list[Any] = []
    if not done(
        form, None, lambda: made.append(outcome_for(actor.organisation_id, pack, decided, reader, chosen))
    ):
        return render(request, "hub_families/show.html", context)
    one = case_on_page(MyReading(MyCase(reader, (), None), made[0], (), ()))
    return render(request, "hub_families/show_check.html", context | {"one": one, "sent": _sent(request)})


def _pack(actor: Actor, case_id: UUID) -> Pack:
    is_closed = case_facts(actor.organisation_id, case_id).state is CaseState.CLOSED
    return pack_for(actor, case_id, WHY, "family" if is_closed else "")


def _form(request: HttpRequest, pack: Pack, found: Offered) -> ShowForm:
    return ShowForm(
        request.POST if request.method == "POST" else None, items=presenters.item_choices(found),
        questions=presenters.questions_of(found, pack.agencies),
    )  # fmt: skip


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again from the page that checks it."""
    return [
        (name, value) for name, values in request.POST.lists() if name not in _NOT_SENT_AGAIN for value in values
    ]  # fmt: skip
