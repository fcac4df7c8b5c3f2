"""The officer's pages of a breach: the register, what was found out, closing it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases import breach_actions
from fairward.cases.breach_presenters import REGISTER_COLUMNS, breach_initial, register_rows
from fairward.cases.breach_queries import breach_facts_of, register_for
from fairward.cases.case_forms import BreachForm, WordsForm
from fairward.cases.case_queries import OpenedCase, case_for
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

HANDLE = "rights:case:handle"
WHY = "dealing with a breach"


@require_safe
@requires(HANDLE)
def register(request: HttpRequest) -> HttpResponse:
    """Every breach, those that were not reported too."""
    found = register_for(actor_of(request), "the register of breaches")
    context = {"columns": REGISTER_COLUMNS, "rows": register_rows(found), "count": len(found)}
    return render(request, "cases/breaches.html", context)


def _breach(actor: Actor, case_id: UUID) -> OpenedCase:
    opened = case_for(actor, case_id, WHY)
    if opened.item.kind is not CaseKind.BREACH:
        raise NotFound("breach")
    if opened.closed_at is not None:
        raise Denied("case_ended", "This breach is closed. It stays in the register as it is.")
    return opened


@requires(HANDLE, unlocked=True)
def assess(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what was found out; again, whenever more is known."""
    actor = actor_of(request)
    opened = _breach(actor, case_id)
    facts = breach_facts_of(actor.organisation_id, case_id)
    form = BreachForm(request.POST or None, initial=breach_initial(facts, opened))
    if request.method == "POST" and form.is_valid():
        try:
            breach_actions.assess_breach(by=actor, case_id=case_id, found=form.found())
        except Denied as denied:
            if denied.code != "told_when":
                raise
            form.add_error("regulator_on", denied.sentence)
        else:
            return redirect("cases:case", case_id=case_id)
    left = max(0, int((opened.item.due_at - timezone.now()).total_seconds() // 3600))
    return render(request, "cases/assess.html", {"case": opened, "form": form, "hours_left": left})


@requires(HANDLE, unlocked=True)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close a breach with what is learned from it."""
    actor = actor_of(request)
    opened = _breach(actor, case_id)
    form = WordsForm(
        request.POST or None, label="What is learned from it?", hint="What changes, and who makes sure."
    )
    if request.method == "POST" and form.is_valid():
        try:
            breach_actions.close_breach(by=actor, case_id=case_id, lessons=form.cleaned_data["text"])
        except Denied as denied:
            if denied.code != "breach_incomplete":
                raise
            form.add_error(None, denied.sentence)
        else:
            return redirect("cases:case", case_id=case_id)
    return render(request, "cases/words.html", {"case": opened, "form": form, "title": "Close the breach"})
