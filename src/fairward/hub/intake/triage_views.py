"""Completing a contact, choosing its way, acting first. It may not query by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.hub.intake import triage_actions as actions
from fairward.hub.intake.case_queries import case_facts, case_for
from fairward.hub.intake.forms import (
    WAY_HINTS,
    ActFirstForm,
    MissingForm,
    PersonForm,
    RateForm,
    ReasonsForm,
    RouteForm,
    WordsForm,
)
from fairward.hub.intake.policies import RATE, TAKE
from fairward.hub.intake.practice_queries import practice_of
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.trying import done
from fairward.hub.intake.vocabulary import Missing, PersonKind
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.actor import Actor
from fairward.rules import hub

WHY = "looking at a contact first"
Given = dict[str, Any]


@requires(TAKE, unlocked=True)
def person(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whom it is about."""
    form = PersonForm(request.POST or None)

    def add(by: Actor, given: Given) -> None:
        actions.add_person(by=by, case_id=case_id, kind=PersonKind(given["kind"]), identity=form.identity())

    return _asked(request, case_id, form, "intake/person.html", "name", add)


@requires(TAKE, unlocked=True)
def missing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for the one thing that is missing."""

    def ask(by: Actor, given: Given) -> None:
        actions.ask_for_missing(
            by=by, case_id=case_id, missing=Missing(given["missing"]), words=given["words"]
        )

    return _asked(request, case_id, MissingForm(request.POST or None), "intake/missing.html", "words", ask)


@requires(TAKE, unlocked=True)
def came(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The missing thing has come."""

    def note(by: Actor, given: Given) -> None:
        actions.note_missing_came(by=by, case_id=case_id, words=given["words"])

    return _asked(request, case_id, WordsForm(request.POST or None), "intake/came.html", "words", note)


@requires(TAKE, unlocked=True)
def route(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Which way it goes."""

    def choose(by: Actor, given: Given) -> None:
        actions.choose_route(by=by, case_id=case_id, route=Route(given["route"]), note=given["note"])

    form = RouteForm(request.POST or None)
    return _asked(request, case_id, form, "intake/route.html", "route", choose, hints=WAY_HINTS)


@requires(TAKE)
def act_first(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Emergency: numbers first; one button, no key, nothing asked for."""
    actor, form = actor_of(request), ActFirstForm(request.POST or None)
    found = case_facts(actor.organisation_id, case_id)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if done(form, None, lambda: actions.act_first(by=actor, case_id=case_id, called=words)):
            return redirect("intake:board")
    return render(request, "intake/act_first.html", {"found": found, "form": form})


@requires(TAKE, unlocked=True)
def reasons(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was done first, written afterwards."""

    def complete(by: Actor, given: Given) -> None:
        actions.complete_reasons(by=by, case_id=case_id, words=given["words"])

    return _asked(
        request, case_id, ReasonsForm(request.POST or None), "intake/reasons.html", "words", complete
    )


@requires(RATE, unlocked=True)
def rate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A rating by a qualified person, beside the hub's own threshold document."""

    def give(by: Actor, given: Given) -> None:
        rate_case(by=by, case_id=case_id, rating=Rating(given["rating"]), reasons=given["reasons"])

    form = RateForm(request.POST or None)
    practice = practice_of(actor_of(request).organisation_id)
    hints = {str(int(Rating[one.id.upper()])): one.meaning for one in hub.ratings()}
    return _asked(request, case_id, form, "intake/rate.html", None, give, practice=practice, hints=hints)


def _asked(
    request: HttpRequest, case_id: UUID, form: forms.Form, template: str, where: str | None,
    act: Callable[[Actor, Given], None], **more: object,
) -> HttpResponse:  # fmt: skip
    """One question about one case, drawn again with what is missing; then back to the case."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, WHY)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and done(form, where, lambda: act(actor, form.cleaned_data)):
        return redirect("intake:case", case_id=case_id)
    return render(request, template, {"case": opened, "form": form, **more})
