"""Who looked, and asking about a look that somebody does not recognise. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, at_work, requires
from fairward.cases.asking_actions import note_unrecognised_look
from fairward.family.advance import after_advance
from fairward.family.case_queries import asked_lines
from fairward.family.forms import UnrecognisedForm, YearForm
from fairward.family.looking_queries import look_for, looks_for
from fairward.family.presenters import frame
from fairward.family.queries import my_child
from fairward.rights.looking_presenters import look_on_page, own_days

WHY = "seeing who looked at one's own record"


@require_safe
@requires("family:self:use", unlocked=True)
@after_advance
def looks(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who looked in one year, in plain words; the reader's own looks apart."""
    actor, this_year = actor_of(request), timezone.localdate().year
    child = my_child(actor, child_id)
    form = YearForm(request.GET)
    year = min(form.cleaned_data["year"] if form.is_valid() else this_year, this_year)
    found = looks_for(actor, child_id, year, WHY)
    school, asked = at_work(request).organisation_name, asked_lines(actor, child_id)
    context = {
        "frame": frame(child, "family:looks"),
        "looks": [look_on_page(one, school, asked) for one in found.others],
        "own": own_days(found.own),
        "year": year,
        "this_year": this_year,
    }
    return render(request, "family/looks.html", context)


@requires("family:self:use", unlocked=True)
@after_advance
def unrecognised(request: HttpRequest, child_id: UUID, line_id: UUID) -> HttpResponse:
    """Ask the data protection officer about one look."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    look = look_for(actor, child_id, line_id, WHY)
    if line_id in asked_lines(actor, child_id):
        return redirect("family:requests")
    form = UnrecognisedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        case_id = note_unrecognised_look(by=actor, child_id=child_id, line_id=line_id, words=words)
        return redirect("family:request", case_id=case_id)
    line = look_on_page(look, at_work(request).organisation_name)
    context = {"frame": frame(child, "family:looks"), "form": form, "line": line}
    return render(request, "family/unrecognised.html", context)
