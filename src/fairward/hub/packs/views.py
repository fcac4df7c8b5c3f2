"""The pack of a case, and weighing it. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.hub.enquiries.presenters import items_on_page
from fairward.hub.intake.case_queries import case_facts, case_for
from fairward.hub.packs import presenters
from fairward.hub.packs.actions import weigh_without_asking, write_analysis
from fairward.hub.packs.beside import said_beside
from fairward.hub.packs.forms import ReasonForm, WeighForm
from fairward.hub.packs.policies import READ, WRITE, check_can_weigh, missing_in
from fairward.hub.packs.queries import Pack, pack_for
from fairward.hub.vocabulary import CaseState
from fairward.organisations.queries import names_of_members

WHY = "weighing a case"


@requires(READ, unlocked=True)
def pack(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What came back, who knows what, what is open, what it comes to. After closing, only with a reason."""
    actor, reason = actor_of(request), ""
    state = case_facts(actor.organisation_id, case_id).state
    if state is CaseState.CLOSED:
        form = ReasonForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            return render(request, "packs/reason.html", {"form": form, "case_id": case_id})
        reason = form.cleaned_data["reason"]
    found = pack_for(actor, case_id, WHY, reason)
    return render(request, "packs/pack.html", _shown(found) | {
        "said": said_beside(actor, case_id, WHY),
        "may_weigh": may(actor, WRITE) and state is CaseState.ANALYSIS,
        "names": names_of_members(actor.organisation_id, [found.analysis.written_by]) if found.analysis else {},
    })  # fmt: skip


@requires(WRITE, unlocked=True)
def weigh(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write what it comes to, with the items that it rests on."""
    actor = actor_of(request)
    found = pack_for(actor, case_id, WHY)
    check_can_weigh(actor, found.case.facts.state)
    form = WeighForm(
        request.POST or None, items=presenters.choices_of(found), weak=presenters.weak_of(found), initial=_initial(found)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        weighed = form.weighed()
        for name, sentence in missing_in(weighed, found.grades):
            form.add_error(name, sentence)
        if not form.errors:
            write_analysis(by=actor, pack=found, weighed=weighed)
            return redirect("packs:pack", case_id=case_id)
    said = said_beside(actor, case_id, WHY)
    return render(request, "packs/weigh.html", _shown(found) | {"form": form, "said": said})


@requires("hub:case:rate", unlocked=True)
def without_asking(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Weigh it without asking anybody, after a page that says so."""
    actor = actor_of(request)
    if request.method == "POST":
        weigh_without_asking(by=actor, case_id=case_id)
        return redirect("packs:pack", case_id=case_id)
    return render(request, "packs/without_asking.html", {"case": case_for(actor, case_id, WHY)})


def _shown(found: Pack) -> dict[str, Any]:
    heads, rows = presenters.known_rows(found)
    shown = {one.id for one in presenters.standing(found)}
    items = [one for one in items_on_page(found.items, found.agencies) if one.id in shown]
    return {
        "case": found.case, "pack": found, "lanes": presenters.lanes_of(found), "heads": heads, "rows": rows,
        "items": items, "open_points": presenters.open_points(found), "cited": presenters.cited_words(found),
    }  # fmt: skip


def _initial(found: Pack) -> dict[str, Any]:
    if found.analysis is None:
        return {}
    weighed = found.analysis.weighed
    although = {f"although-{item_id}": why for item_id, why in weighed.cites.items()}
    return {
        "strengths": weighed.strengths, "gaps": weighed.gaps, "child": weighed.child, "challenge": weighed.challenge,
        "view": weighed.view, "cites": [str(item_id) for item_id in found.cited], **although,
    }  # fmt: skip
