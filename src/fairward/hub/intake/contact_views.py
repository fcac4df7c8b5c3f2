"""Writing down what is told by telephone, beginning again, what belongs together, thresholds. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.design.addresses import url
from fairward.hub.intake.case_actions import link_cases, reopen_case
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import type_contact
from fairward.hub.intake.content import Typed
from fairward.hub.intake.forms import LinkForm, PracticeForm
from fairward.hub.intake.policies import PRACTICE, READ, TAKE
from fairward.hub.intake.practice_actions import change_practice
from fairward.hub.intake.practice_queries import practice_of
from fairward.hub.intake.presenters import link_rows, suggestion_rows
from fairward.hub.intake.suggestion_queries import linked_for, suggestions_for
from fairward.hub.intake.telling_forms import PhoneForm, ReopenForm
from fairward.hub.intake.trying import done
from fairward.hub.intake.vocabulary import LinkKind

WHY = "what belongs together"


@requires(TAKE)
def telephone(request: HttpRequest) -> HttpResponse:
    """Write down what somebody tells. Whoever is locked can write too: it is sealed and read later."""
    actor, form = actor_of(request), PhoneForm(request.POST or None)
    made: list[UUID] = []
    if request.method == "POST" and form.is_valid():

        def keep() -> None:
            made.append(
                type_contact(
                    by=actor, typed=form.typed(), told=form.told(), child=form.child(), is_danger=form.is_danger,
                    adult=form.grown_up(),
                )
            )  # fmt: skip

        if done(form, "words", keep):
            page = "intake:act_first" if form.is_danger else "intake:case"
            return redirect(page, case_id=made[0])
    return render(request, "intake/telephone.html", {"form": form})


@requires(TAKE, unlocked=True)
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Something new about a case that is over: a new case, linked with the old one."""
    actor, form = actor_of(request), ReopenForm(request.POST or None)
    opened = case_for(actor, case_id, WHY)
    made: list[UUID] = []
    if request.method == "POST" and form.is_valid():
        typed, is_danger = Typed(form.cleaned_data["words"]), form.cleaned_data["danger"] == "yes"
        if done(
            form, "words", lambda: made.append(reopen_case(by=actor, case_id=case_id, typed=typed, is_danger=is_danger))
        ):  # fmt: skip
            return redirect("intake:case", case_id=made[0])
    return render(request, "intake/reopen.html", {"case": opened, "form": form})


@requires(READ, unlocked=True)
def links(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Other cases that may belong together with this one, with the reasons; and those about which somebody has decided."""
    actor = actor_of(request)
    context = {
        "case": case_for(actor, case_id, WHY), "suggested": suggestion_rows(suggestions_for(actor, case_id, WHY), case_id),
        "linked": link_rows(linked_for(actor, case_id, WHY)),
    }  # fmt: skip
    return render(request, "intake/links.html", context)


@requires(READ, unlocked=True)
def link(request: HttpRequest, case_id: UUID, other_case_id: UUID) -> HttpResponse:
    """Both cases side by side; a person says what they are to each other."""
    actor, form = actor_of(request), LinkForm(request.POST or None)
    both = case_for(actor, case_id, WHY), case_for(actor, other_case_id, WHY)
    if request.method == "POST" and form.is_valid():
        kind = LinkKind(form.cleaned_data["kind"])
        if done(
            form, "kind", lambda: link_cases(by=actor, case_id=case_id, other_case_id=other_case_id, kind=kind)
        ):  # fmt: skip
            return redirect("intake:links", case_id=case_id)
    return render(request, "intake/link.html", {"case": both[0], "other": both[1], "form": form})


@requires(PRACTICE)
def practice(request: HttpRequest) -> HttpResponse:
    """The threshold document and the hours, and where the public form stands."""
    actor = actor_of(request)
    now = practice_of(actor.organisation_id)
    begin = {
        "threshold": now.threshold, "days": [str(day) for day in now.days], "opens": f"{now.opens:%H:%M}",
        "closes": f"{now.closes:%H:%M}",
    }  # fmt: skip
    form = PracticeForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid() and done(
        form, None, lambda: change_practice(by=actor, **form.cleaned_data)
    ):  # fmt: skip
        return redirect("intake:practice")
    address = request.build_absolute_uri(url("tell:tell", hub_id=actor.organisation_id))
    return render(request, "intake/practice.html", {"form": form, "now": now, "address": address})
