"""Making the answer, with a progress bar; taking it printed or protected; noting that it went. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.access_requests import answer_actions, presenters, review_actions
from fairward.access_requests.answer_queries import answer_state, documents_for, is_silent
from fairward.access_requests.forms import SentForm, SilenceForm
from fairward.access_requests.queries import request_for
from fairward.cases.vocabulary import CaseState
from fairward.documents.downloads import as_download
from fairward.kernel.denied import Denied
from fairward.rights.protecting import new_password, protect

HANDLE = "rights:case:handle"
GOES_ON = "on"
PDF, JSON = "application/pdf", "application/json"


@requires(HANDLE, unlocked=True)
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Draw the answer piece by piece; then take it."""
    actor = actor_of(request)
    if request.method == "POST":
        return _made(request, case_id)
    view = request_for(actor, case_id)
    silent, state = is_silent(view, timezone.localdate()), answer_state(actor, view.case)
    context = {
        "view": view, "state": state, "is_silent": silent, "password": new_password(),
        "documents": () if silent else documents_for(actor, view.case),
        "goes_on": GOES_ON in request.GET,
        "can_make": silent or (view.head.state is not CaseState.SEARCHING and view.progress.is_ready),
        "waits_for": None if silent or state.drawn.is_finished else presenters.readiness_step(view),
        "sent": SentForm(initial={"on": timezone.localdate()}),
    }  # fmt: skip
    return render(request, "access_requests/answer.html", context)


def _made(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One step; with script the page goes on by itself until it is finished."""
    actor, page = actor_of(request), reverse("access_requests:answer", args=[case_id])
    if "anew" in request.POST:
        answer_actions.begin_anew(by=actor, case_id=case_id)
        return redirect(page)
    drawn = answer_actions.draw_step(by=actor, case_id=case_id)
    return redirect(page if drawn.is_finished else f"{page}?{GOES_ON}=1")


@require_POST
@requires(HANDLE, unlocked=True)
def take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The answer as a file: a PDF for printing, one under a password, or JSON."""
    name, made = answer_actions.take_answer(by=actor_of(request), case_id=case_id)
    how = request.POST.get("as", "")
    if how == "json":
        return as_download(name=f"{name}.json", mime=JSON, content=made.data)
    if how == "protected":
        content = protect(made.pdf, request.POST.get("password", ""))
        return as_download(name=f"{name}-protected.pdf", mime=PDF, content=content)
    return as_download(name=f"{name}.pdf", mime=PDF, content=made.pdf)


@require_POST
@requires(HANDLE, unlocked=True)
def sent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Note how the answer went, and when."""
    form = SentForm(request.POST)
    if not form.is_valid():
        return render(request, "access_requests/sent.html", {"form": form, "case_id": case_id})
    try:
        answer_actions.note_sent(
            by=actor_of(request), case_id=case_id, how=form.cleaned_data["how"], on=form.cleaned_data["on"]
        )
    except Denied as denied:
        form.add_error("on", denied.sentence)
        return render(request, "access_requests/sent.html", {"form": form, "case_id": case_id})
    return redirect("access_requests:request", case_id=case_id)


@requires(HANDLE, unlocked=True)
def silence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask that the answer neither confirms nor denies."""
    actor = actor_of(request)
    view, form = request_for(actor, case_id), SilenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            review_actions.ask_for_silence(
                by=actor, case_id=case_id, reasons=given["reasons"], until=given["until"]
            )
            return redirect("access_requests:request", case_id=case_id)
        except Denied as denied:
            form.add_error("until", denied.sentence)
    return render(request, "access_requests/silence.html", {"view": view, "form": form})
