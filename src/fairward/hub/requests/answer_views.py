"""Making the answer, taking it, noting that it went, closing; asking back, more time. It may not query by itself."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.access_requests import actions as shared
from fairward.access_requests import answer_actions as shared_answer
from fairward.access_requests.forms import SentForm, WordsForm
from fairward.cases.vocabulary import CaseState
from fairward.documents.downloads import as_download
from fairward.hub.intake.trying import done
from fairward.hub.requests import actions, answer_actions
from fairward.hub.requests.document_queries import given_documents
from fairward.hub.requests.policies import HANDLE
from fairward.hub.requests.queries import request_for
from fairward.kernel.actor import Actor

# What can be written on the way: heading, the question, what is said where nothing was written, what the day is called.
STEPS = {
    "ask_back": (
        "Ask what exactly is wanted", "What do you ask them?", "Write what you ask.", "When did you ask?",
    ),
    "answer_back": ("Note their answer", "What did they answer?", "Write what they answered.", "When did it come?"),
    "extend": ("Take more time", "Why do you need more time, as you tell them?", "Write why you need more time.", ""),
}  # fmt: skip


@requires(HANDLE, unlocked=True)
def words_page(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse:
    """Ask back, note the answer, or take more time: with words, and where it matters a day."""
    actor = actor_of(request)
    view, (heading, label, missing, day) = request_for(actor, case_id), STEPS[step]
    form = WordsForm(
        request.POST or None,
        label=label,
        missing=missing,
        day_label=day,
        initial={"day": timezone.localdate()},
    )

    def act() -> None:
        _do(
            actor,
            case_id,
            step,
            form.cleaned_data["words"],
            form.cleaned_data.get("day") or timezone.localdate(),
        )

    if request.method == "POST" and form.is_valid() and done(form, None, act):
        return redirect("requests:request", case_id=case_id)
    return render(
        request, "requests/words.html", {"view": view, "form": form, "heading": heading, "step": step}
    )


def _do(actor: Actor, case_id: UUID, step: str, words: str, day: date) -> None:
    if step == "ask_back":
        shared.ask_back(by=actor, case_id=case_id, question=words, asked_on=day)
    elif step == "answer_back":
        shared.note_answer(by=actor, case_id=case_id, answer=words, answered_on=day)
    else:
        shared.extend_request(by=actor, case_id=case_id, reasons=words)


@requires(HANDLE, unlocked=True)
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """They do not want it any more: looked at on a page of its own, because the copies go."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    if request.method == "POST":
        actions.withdraw_request(by=actor, case_id=case_id)
        return redirect("requests:request", case_id=case_id)
    return render(request, "requests/withdraw.html", {"view": view})


@requires(HANDLE, unlocked=True)
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Make the answer; then take it, and note that it went."""
    actor = actor_of(request)
    if request.method == "POST":
        answer_actions.make_answer(by=actor, case_id=case_id)
        return redirect("requests:answer", case_id=case_id)
    view = request_for(actor, case_id)
    return render(request, "requests/answer.html", {
        "view": view, "is_sent": view.state is CaseState.ANSWERED, "is_closed": view.case.closed_at is not None,
        "form": SentForm(initial={"on": timezone.localdate()}), "documents": given_documents(actor, case_id),
    })  # fmt: skip


@require_POST
@requires(HANDLE, unlocked=True)
def take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The answer as a file: a tagged PDF for printing, or JSON."""
    name, pdf, data = answer_actions.take_answer(by=actor_of(request), case_id=case_id)
    if request.POST.get("as") == "json":
        return as_download(name=f"{name}.json", mime="application/json", content=data)
    return as_download(name=f"{name}.pdf", mime="application/pdf", content=pdf)


@require_POST
@requires(HANDLE, unlocked=True)
def sent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Note how the answer went, and when."""
    actor = actor_of(request)
    view, form = request_for(actor, case_id), SentForm(request.POST)

    def note() -> None:
        shared_answer.note_sent(
            by=actor, case_id=case_id, how=form.cleaned_data["how"], on=form.cleaned_data["on"]
        )

    if form.is_valid() and done(form, "on", note):
        return redirect("requests:request", case_id=case_id)
    return render(
        request,
        "requests/answer.html",
        {
            "view": view,
            "is_sent": False,
            "is_closed": False,
            "form": form,
            "documents": given_documents(actor, case_id),
        },
    )


@require_POST
@requires(HANDLE, unlocked=True)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Nothing more comes; the copies go."""
    answer_actions.close_request(by=actor_of(request), case_id=case_id)
    return redirect("requests:request", case_id=case_id)
