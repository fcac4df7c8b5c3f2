"""Beginning to prepare something for somebody outside, its steps, its questions, dropping it. It may not query by itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.choosing import presenters
from fairward.exchange.choosing.changing import kept
from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_actions import drop_draft, start_draft
from fairward.exchange.choosing.draft_queries import draft_for, open_drafts_of
from fairward.exchange.choosing.entry_queries import entries_of
from fairward.exchange.choosing.forms import BeginForm, QuestionsForm, ToForm, people_words, questions_initial
from fairward.exchange.package.contents import YES
from fairward.exchange.travel.partner_queries import confirmed_partners
from fairward.files.queries import file_for
from fairward.kernel.vocabulary import DisclosureKind

SEND = "exchange:package:send"
WHY = "choosing what goes outside"


@requires(SEND, unlocked=True)
def begin(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What sort of sending it is, and for whom."""
    actor = actor_of(request)
    head, opened, child = file_for(actor, file_id, WHY)
    partners = confirmed_partners(actor.organisation_id)
    form = BeginForm(request.POST or None, partners=partners, initial=presenters.begin_initial(request.GET))
    if request.method == "POST" and form.is_valid():
        draft_id = start_draft(
            by=actor, file=opened, kind=DisclosureKind(form.cleaned_data["kind"]), partner_id=form.partner_id,
            chosen=form.chosen, is_urgent=form.cleaned_data["is_urgent"],
        )  # fmt: skip
        entry_id = presenters.entry_asked(request.GET)
        if entry_id is not None:
            return redirect("choosing:entry", draft_id=draft_id, entry_id=entry_id)
        return redirect("choosing:draft", draft_id=draft_id)
    open_drafts = presenters.draft_rows(open_drafts_of(actor, file_id, WHY))
    context = {
        "head": head,
        "child": child,
        "form": form,
        "has_partners": bool(partners),
        "drafts": open_drafts,
    }
    return render(request, "choosing/begin.html", context)


@requires(SEND, unlocked=True)
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The steps, and what is still missing."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    page = presenters.draft_page(found, entries_of(actor, found, WHY), timezone.localdate())
    return render(request, "choosing/draft.html", {"draft": found, "page": page})


@requires(SEND, unlocked=True)
def to(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Who there reads it."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    form = ToForm(request.POST or None, initial={"people": people_words(found.chosen.addressee.named)})
    if request.method == "POST" and form.is_valid():
        addressee = replace(found.chosen.addressee, named=form.cleaned_data["people"])
        if kept(request, actor, found, replace(found.chosen, addressee=addressee), form):
            return redirect("choosing:draft", draft_id=draft_id)
    return render(request, "choosing/to.html", {"draft": found, "form": form})


@requires(SEND, unlocked=True)
def questions(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What it is for, why it is allowed, the tests, and what the family knows."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    form = QuestionsForm(request.POST or None, kind=found.facts.kind, initial=questions_initial(found.chosen))
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and kept(request, actor, found, _answered(found.chosen, form), form):
        return redirect("choosing:draft", draft_id=draft_id)
    warnings = presenters.warnings_of(found.chosen)
    return render(request, "choosing/questions.html", {"draft": found, "form": form, "warnings": warnings})


@requires(SEND, unlocked=True)
def drop(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """After saying what it does: what was chosen is thrown away."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    if request.method == "POST":
        drop_draft(by=actor, draft=found)
        return redirect("choosing:begin", file_id=found.facts.file_id)
    return render(request, "choosing/drop.html", {"draft": found})


def _answered(chosen: Chosen, form: QuestionsForm) -> Chosen:
    given = form.cleaned_data
    told = {"": None}.get(given["is_told"], given["is_told"] == YES)
    return replace(
        chosen, purpose=given["purpose"], reason=given["reason"], basis=given["basis"], asks=given["asks"],
        tests=form.answers, is_told=told, ground=given["ground"] if told is False else "",
        look_again_on=given["look_again_on"] if told is False else None,
    )  # fmt: skip
