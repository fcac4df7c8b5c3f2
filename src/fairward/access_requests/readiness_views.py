"""Before an answer is made: where words that were left out still stand, and reports that are in no file. They may not query."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.access_requests import readiness_actions
from fairward.access_requests.forms import WithoutReportsForm, WordsForm
from fairward.access_requests.queries import request_for
from fairward.access_requests.standing_queries import still_standing_for
from fairward.kernel.denied import Denied
from fairward.rules.calendars import add_months

HANDLE, FILING = "rights:case:handle", "school:concern:triage"
WHY_THEY_MAY = "Why may these words stand there?"


@requires(HANDLE, unlocked=True)
def words_left(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where words that were left out still stand: look at each, then go on, with a reason where some stay."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    form = WordsForm(
        request.POST or None, label=WHY_THEY_MAY, missing="Write why these words may stand where they stand."
    )
    form.fields["words"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            readiness_actions.note_words_looked_at(
                by=actor, case_id=case_id, reasons=form.cleaned_data["words"]
            )
            return redirect("access_requests:answer", case_id=case_id)
        except Denied as denied:
            form.add_error("words", denied.sentence)
    context = {"view": view, "form": form, "found": still_standing_for(actor, view)}
    return render(request, "access_requests/words_left.html", context)


@requires(HANDLE, unlocked=True)
def unfiled(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Reports that are in no file: file or answer them first, or say why the answer does not wait."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    form = WithoutReportsForm(request.POST or None, initial={"look_on": add_months(timezone.localdate(), 1)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            readiness_actions.answer_without_reports(
                by=actor, case_id=case_id, reasons=given["reasons"], look_on=given["look_on"]
            )
            return redirect("access_requests:answer", case_id=case_id)
        except Denied as denied:
            form.add_error("look_on" if denied.code == "bad_day" else "reasons", denied.sentence)
    context = {"view": view, "form": form, "may_file": may(actor, FILING)}
    return render(request, "access_requests/unfiled.html", context)
