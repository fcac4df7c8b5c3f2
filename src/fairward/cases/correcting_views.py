"""The lead's pages of one request to put something right: read, say what is meant, decide, tell. No query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases import deciding_actions, pointing_actions, telling_actions
from fairward.cases.case_queries import handlers
from fairward.cases.correcting_forms import (
    ChangeForm,
    DecideForm,
    PointForm,
    RecipientForm,
    TickForm,
    changes_of,
)
from fairward.cases.correcting_presenters import correction_facts, decided_words
from fairward.cases.correcting_queries import (
    Correction,
    correction_for,
    of_the_same_report,
    outcome_of,
    recipients_in,
    resting_on,
    statements_to_choose,
)
from fairward.cases.vocabulary import CaseKind, WhatIsWrong
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.people.queries import find_children
from fairward.retention.held import held_entries

DECIDE = "rights:correction:decide"
WHY = "checking what somebody asked to put right"
SHOWN_AGAIN = frozenset({"ruling_incomplete", "own_words", "second_person", "statement_moved"})


@require_safe
@requires(DECIDE, unlocked=True)
def correction(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The statement in its place as staff see it, and what is said to be wrong with it."""
    actor = actor_of(request)
    found = correction_for(actor, case_id, WHY)
    decided = outcome_of(actor.organisation_id, case_id)
    context = {
        "found": found,
        "facts": correction_facts(found),
        "decided": decided_words(decided, found) if decided else None,
        "resting": resting_on(actor.organisation_id, decided.statement_id)
        if decided and decided.statement_id
        else [],
        "same_report": of_the_same_report(actor.organisation_id, found.entry.id) if found.entry else [],
        "recipients": recipients_in(found),
        "held": held_entries(actor, [found.entry.id]) if found.entry else [],
    }
    return render(request, "cases/correction.html", context)


@requires(DECIDE, unlocked=True)
def point(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say which statement somebody meant who asked in person."""
    actor = actor_of(request)
    found = correction_for(actor, case_id, WHY)
    child_id = found.case.child_id or _uuid(request.GET.get("child"))
    if child_id is None:
        return _find_child(actor, request, found)
    choices = statements_to_choose(actor, child_id, WHY)
    form = PointForm(request.POST or None, statements=choices)
    if request.method == "POST" and form.is_valid():
        entry_id, statement_id = form.chosen()
        what = WhatIsWrong(form.cleaned_data["what"])
        pointing_actions.point_at(
            by=actor, case_id=case_id, entry_id=entry_id, statement_id=statement_id, what=what
        )
        return redirect("cases:correction", case_id=case_id)
    return render(request, "cases/point.html", {"found": found, "form": form, "choices": choices})


def _find_child(actor: Actor, request: HttpRequest, found: Correction) -> HttpResponse:
    """The note names no child: find whom it is about first."""
    text = str(request.POST.get("text", "")).strip()[:100]
    children = find_children(actor, text) if text else []
    context = {"found": found, "text": text, "children": children, "is_asked": request.method == "POST"}
    return render(request, "cases/point_child.html", context)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@requires(DECIDE, unlocked=True)
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decide: first the questions, then everything once more before the answer leaves."""
    actor = actor_of(request)
    found = correction_for(actor, case_id, WHY)
    if found.entry is None or found.case.closed_at or outcome_of(actor.organisation_id, case_id):
        return redirect("cases:correction", case_id=case_id)
    form, changes = _forms(actor, request, found)
    problems: list[str] = []
    is_sent = request.method == "POST" and "back" not in request.POST
    if is_sent and all([form.is_valid(), *(one.is_valid() for one in changes)]):
        ruling = form.ruling(changes_of(changes))
        if "sure" not in request.POST:
            return render(request, "cases/decide_check.html", _check(request, found, form, changes))
        try:
            deciding_actions.decide_correction(by=actor, case_id=case_id, ruling=ruling)
        except Denied as denied:
            if denied.code not in SHOWN_AGAIN:
                raise
            problems.append(denied.sentence)
        else:
            return redirect("cases:correction", case_id=case_id)
    context = {"found": found, "form": form, "changes": changes, "problems": problems}
    context["held"] = held_entries(actor, [found.entry.id])
    return render(request, "cases/decide.html", context)


def _forms(actor: Actor, request: HttpRequest, found: Correction) -> tuple[DecideForm, list[ChangeForm]]:
    data = request.POST if request.method == "POST" else None
    others = [
        (str(member), name)
        for member, name in handlers(actor.organisation_id, CaseKind.CORRECTION)
        if member != actor.membership_id
    ]
    form = DecideForm(data, people=others, is_own=found.is_own, initial={"beside": found.case.asked})
    return form, [ChangeForm(data, statement=one) for one in found.statements]


def _check(
    request: HttpRequest, found: Correction, form: DecideForm, changes: list[ChangeForm]
) -> dict[str, object]:
    typed = [(key, value) for key in request.POST for value in request.POST.getlist(key)]
    return {
        "found": found, "form": form, "changes": [one for one in changes if one.cleaned_data["what"] != "keep"],
        "typed": [pair for pair in typed if pair[0] not in ("csrfmiddlewaretoken", "sure")],
    }  # fmt: skip


@requires(DECIDE, unlocked=True)
def recipients(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody else received it."""
    actor = actor_of(request)
    form = RecipientForm(request.POST or None)
    found = correction_for(actor, case_id, WHY)
    if request.method == "POST" and form.is_valid():
        telling_actions.add_recipient(by=actor, case_id=case_id, words=form.cleaned_data["words"])
        return redirect("cases:correction", case_id=case_id)
    return render(request, "cases/recipient.html", {"found": found, "form": form})


@requires(DECIDE, unlocked=True)
def told(request: HttpRequest, case_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Somebody who received it was told, and perhaps said that they know."""
    actor = actor_of(request)
    found = correction_for(actor, case_id, WHY)
    one = next((row for row in recipients_in(found) if row.id == recipient_id), None)
    if one is None:
        raise NotFound("recipient")
    initial = {"told_on": one.told_on, "acknowledged_on": one.acknowledged_on}
    form = TickForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            telling_actions.tick_recipient(
                by=actor, case_id=case_id, recipient_id=recipient_id, told_on=given["told_on"],
                acknowledged_on=given["acknowledged_on"],
            )  # fmt: skip
        except Denied as denied:
            if denied.code != "told_when":
                raise
            form.add_error("told_on", denied.sentence)
        else:
            return redirect("cases:correction", case_id=case_id)
    return render(request, "cases/told.html", {"found": found, "one": one, "form": form})
