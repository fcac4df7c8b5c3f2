"""Disagreements of a case: all of them, one noted, taken further, settled. It may not query by itself."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.trying import done
from fairward.hub.talks import disagreement_actions as actions
from fairward.hub.talks.forms import DisagreeForm, SaidForm, SettleForm
from fairward.hub.talks.policies import READ, SETTLE
from fairward.hub.talks.presenters import on_page
from fairward.hub.talks.queries import (
    OpenedDisagreement,
    came_from_outside,
    disagreement_for,
    disagreements_of,
)
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members

WHY = "a disagreement about a case"


@require_safe
@requires(READ, unlocked=True)
def disagreements(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every disagreement of a case, with its steps and whose turn it is."""
    actor = actor_of(request)
    found = disagreements_of(actor, case_id, WHY)
    names = names_of_members(actor.organisation_id, {step.noted_by for one in found for step in one.steps})
    context = {
        "case": case_for(actor, case_id, WHY), "found": [on_page(one, names, timezone.now()) for one in found],
        "may_settle": may(actor, SETTLE),
    }  # fmt: skip
    return render(request, "talks/disagreements.html", context)


@requires(READ, unlocked=True)
def disagree(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Note that somebody disagrees."""
    actor, form = actor_of(request), DisagreeForm(request.POST or None)
    case = case_for(actor, case_id, WHY)

    def note() -> None:
        about, whose = About(form.cleaned_data["about"]), Whose(form.cleaned_data["whose"])
        actions.note_disagreement(by=actor, case_id=case_id, about=about, whose=whose, said=form.said())

    if request.method == "POST" and form.is_valid() and done(form, None, note):
        return redirect("talks:disagreements", case_id=case_id)
    return render(request, "talks/disagree.html", {"case": case, "form": form})


@requires(READ, unlocked=True)
def further(request: HttpRequest, disagreement_id: UUID) -> HttpResponse:
    """What this step answered, and on to the next."""
    form = SaidForm(request.POST or None)

    def act(by: Actor) -> None:
        actions.take_further(by=by, disagreement_id=disagreement_id, said=form.said())

    return _step(request, disagreement_id, form, "talks/further.html", act)


@requires(SETTLE, unlocked=True)
def settle(request: HttpRequest, disagreement_id: UUID) -> HttpResponse:
    """How it ended."""
    form = SettleForm(
        request.POST or None,
        is_from_outside=came_from_outside(actor_of(request).organisation_id, disagreement_id),
    )

    def act(by: Actor) -> None:
        settled, answer = Settled(form.cleaned_data["settled"]), form.cleaned_data.get("answer", "")
        actions.settle(
            by=by, disagreement_id=disagreement_id, settled=settled, said=form.said(), answer=answer
        )

    return _step(request, disagreement_id, form, "talks/settle.html", act)


def _step(
    request: HttpRequest, disagreement_id: UUID, form: SaidForm, template: str, act: Callable[[Actor], None]
) -> HttpResponse:
    actor = actor_of(request)
    found: OpenedDisagreement = disagreement_for(actor, disagreement_id, WHY)
    if request.method == "POST" and form.is_valid() and done(form, None, lambda: act(actor)):
        return redirect("talks:disagreements", case_id=found.facts.case_id)
    names = names_of_members(actor.organisation_id, {one.noted_by for one in found.steps})
    context = {"found": on_page(found, names, timezone.now()), "form": form}
    return render(request, template, context)
