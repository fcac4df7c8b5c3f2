"""Deciding and reopening a filed concern. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.files.queries import entry_for, standing_content_for
from fairward.files.rendering import statement_words
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import FamilyDecision
from fairward.retention.held import held_entries
from fairward.rights.forms import FamilyForm
from fairward.rights.queries import decisions_of
from fairward.school.concerns.asking_family import choices_of, family_forms, put_beside
from fairward.school.concerns.decide_actions import decide_concern, reopen_concern
from fairward.school.concerns.decide_policies import (
    Decision,
    FamilyMember,
    check_can_decide,
    missing_in_decision,
)
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.desk_forms import DecideForm, ReopenForm


@requires("school:concern:decide", unlocked=True)
def decide(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The whole decision on one form; what is missing is named, nothing typed is lost."""
    actor = actor_of(request)
    shown, opened, child = entry_for(actor, entry_id, "deciding a concern")
    check_can_decide(shown.kind, shown.state, shown.about_entry_id)
    family = family_of(actor, opened.child_id)
    data = request.POST or None
    statements = [(str(one.id), statement_words(one)) for one in shown.statements]
    form = DecideForm(data, statements=statements, initial={"because": [key for key, _ in statements]})
    standing = decisions_of(actor.organisation_id, [entry_id]).get(entry_id, [])
    people = family_forms(actor, family, data, standing=standing)
    if data is not None:
        decision = _asked(form, people, family, actor)
        if not any(one.errors for one in (form, *people)):
            decide_concern(by=actor, file=opened, entry_id=entry_id, decision=decision, family=family)
            return redirect(_next(decision), entry_id=entry_id)
    context = {"entry": shown, "child": child, "form": form, "people": people}
    context["held"] = held_entries(actor, [entry_id])
    return render(request, "concerns/decide.html", context)


def _next(decision: Decision) -> str:
    """Whoever decided that somebody sees it looks at the preview next: nothing is shown before that is confirmed."""
    is_shown = any(one.decision is FamilyDecision.SHARE_NOW for one in decision.family)
    return "rights:who_sees" if is_shown else "chronology:entry"


def _asked(form: DecideForm, people: list[FamilyForm], family: list[FamilyMember], actor: Actor) -> Decision:
    """The decision as far as it was given; everything that it lacks stands beside its question."""
    form.is_valid()
    decision = form.decision(choices_of(people))
    missing = missing_in_decision(decision, family, actor.membership_id, timezone.localdate())
    put_beside(people, missing)
    for lacking in missing:
        if lacking.person_id is None and lacking.answer not in form.errors:
            form.add_error(lacking.answer, lacking.sentence)
    return decision


@requires("school:concern:decide", unlocked=True)
def reopen(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Reopen with a reason; the earlier decision stays."""
    actor = actor_of(request)
    opened, child, _ = standing_content_for(actor, entry_id, "reopening a concern")
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_concern(by=actor, file=opened, entry_id=entry_id, reason=form.cleaned_data["reason"])
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            return redirect("chronology:entry", entry_id=entry_id)
    return render(request, "concerns/reopen.html", {"form": form, "entry_id": entry_id, "child": child})
