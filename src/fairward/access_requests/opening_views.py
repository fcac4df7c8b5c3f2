"""The lead’s pages: files that a request needs, one button each; and passages that wait for a second person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.access_requests import gathering_actions, presenters, review_actions
from fairward.access_requests.forms import OpenForm, WordsForm
from fairward.access_requests.opening_queries import files_to_open, readers_of
from fairward.access_requests.queries import request_to_open, requests_for
from fairward.access_requests.review_queries import passage_for, places_waiting
from fairward.kernel.denied import Denied

OPEN, SECOND = "rights:request:open", "rights:passage:second"
WHY_OPEN = "opening files for an access request"
WHY_SECOND = "being the second person in an access request"


@requires(OPEN, unlocked=True)
def to_open(request: HttpRequest) -> HttpResponse:
    """Requests for which files are opened."""
    heads = [one for one in requests_for(actor_of(request), WHY_OPEN) if not one.is_closed]
    context = {"rows": presenters.rows(heads, "access_requests:open"), "total": len(heads)}
    return render(request, "access_requests/to_open.html", context)


@requires(OPEN, unlocked=True)
def open_files(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open files for request R-7: one button for each file, until a day."""
    actor = actor_of(request)
    view = request_to_open(actor, case_id)
    first = timezone.localdate() + timedelta(days=60)
    form = OpenForm(request.POST or None, initial={"until": first})
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, case_id, form)
            return redirect("access_requests:open", case_id=case_id)
        except Denied as denied:
            form.add_error("until", denied.sentence)
    readers = readers_of(actor, view)
    context = {
        "view": view, "form": form, "files": files_to_open(actor, view.case, WHY_OPEN), "readers": readers,
        "may_file": may(actor, "school:concern:triage"),
        "opened": presenters.opened_words(view, {one.account_id: one.words for one in readers}),
    }  # fmt: skip
    return render(request, "access_requests/open.html", context)


def _open(request: HttpRequest, case_id: UUID, form: OpenForm) -> None:
    file_id, _, reader = request.POST.get("file", "").partition("/")
    gathering_actions.open_file(
        by=actor_of(request), case_id=case_id, file_id=UUID(file_id), until=form.cleaned_data["until"],
        reader_id=UUID(reader) if reader else None,
    )  # fmt: skip


@requires(SECOND, unlocked=True)
def second(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Passages that wait for a second person."""
    actor = actor_of(request)
    view = request_to_open(actor, case_id, WHY_SECOND)
    if request.method == "POST":
        review_actions.agree_to_silence(by=actor, case_id=case_id)
        return redirect("access_requests:second", case_id=case_id)
    context = {"view": view, "places": places_waiting(actor, case_id)}
    return render(request, "access_requests/second.html", context)


@requires(SECOND, unlocked=True)
def second_passage(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """One passage with its reasons: agree that it is left out, or give it back."""
    actor = actor_of(request)
    view = passage_for(actor, case_id, place, WHY_SECOND)
    form = WordsForm(
        request.POST if "return" in request.POST else None,
        label="Why do you not agree?",
        missing="Write why you do not agree.",
    )
    if request.method == "POST":
        try:
            if "return" not in request.POST:
                review_actions.agree_as_second(by=actor, view=view)
                return redirect("access_requests:second", case_id=case_id)
            if form.is_valid():
                review_actions.return_as_second(by=actor, view=view, words=form.cleaned_data["words"])
                return redirect("access_requests:second", case_id=case_id)
        except Denied as denied:
            form = WordsForm(
                {"words": request.POST.get("words", "")}, label="Why do you not agree?", missing=""
            )
            form.add_error("words", denied.sentence)
    context = {
        "view": view, "form": form, "title": presenters.title_of(view), "facts": presenters.entry_facts(view.entry),
        "texts": presenters.shown_texts(view.texts, view.chosen), "rest": presenters.rest_of(view),
        "exemption": presenters.exemption_words(view),
    }  # fmt: skip
    return render(request, "access_requests/second_passage.html", context)
