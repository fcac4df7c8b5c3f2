"""Noting a request, a complaint or a breach: one page and a page that says what happens next. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases import noting_actions
from fairward.cases.note_forms import KINDS, NoteForm
from fairward.cases.noted_queries import noted_for
from fairward.cases.presenters import what_happens_next
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import organisation
from fairward.people.queries import FoundChild, find_children, names_of_children

PERMISSION = "rights:request:note"


@requires(PERMISSION)
def note(request: HttpRequest) -> HttpResponse:
    """Note what somebody asked for, or what happened. Without script the name is searched when it is sent."""
    actor = actor_of(request)
    is_hub = organisation(actor.organisation_id).kind == OrganisationKind.HUB
    form = NoteForm(request.POST or None, is_hub=is_hub)
    found: list[FoundChild] = []
    if request.method == "POST":
        child_id, found = _child(actor, request, form)
        case_id = _note(actor, form, child_id)
        if case_id is not None:
            return redirect("cases:noted", case_id=case_id)
    context = {
        "form": form,
        "found": found,
        "hints": {str(int(kind)): hint for kind, _, hint in KINDS if hint},
    }
    return render(request, "cases/note.html", context)


def _note(actor: Actor, form: NoteForm, child_id: UUID | None) -> UUID | None:
    """The case; None with an error of the form where something is wrong with what was typed."""
    if not form.is_valid():
        return None
    try:
        return noting_actions.note_case(by=actor, noted=form.noted(child_id))
    except Denied as denied:
        if denied.code != "no_such_case":
            raise
        form.add_error("reference", denied.sentence)
        return None


def _child(actor: Actor, request: HttpRequest, form: NoteForm) -> tuple[UUID | None, list[FoundChild]]:
    """The child that was chosen, or those among whom to choose; an error of the form where it is not clear."""
    form.full_clean()
    text, child_id = form.cleaned_data.get("child", ""), form.cleaned_data.get("child_id")
    if not text:
        return None, []
    known = names_of_children(actor.organisation_id, [child_id]).get(child_id) if child_id else None
    if known is not None and known.full == text:
        return child_id, []
    found = find_children(actor, text)
    chosen = next((one.id for one in found if str(one.id) == request.POST.get("chosen")), None)
    exact = [one.id for one in found if one.name.full.casefold() == text.casefold()]
    if chosen or len(exact) == 1:
        return chosen or exact[0], found
    form.add_error("child", "Choose the child below." if found else "Nobody on the roll is called like that.")
    return None, found


@require_safe
@requires(PERMISSION)
def noted(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What happens next with what one noted oneself, and by when."""
    case = noted_for(actor_of(request), case_id, "after noting a request")
    return render(request, "cases/noted.html", {"case": case, "steps": what_happens_next(case.kind)})
