"""The reader's own requests. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.access_requests.asking_actions import answer_own_question, withdraw_own_request
from fairward.cases.asking_actions import answer_question, withdraw
from fairward.cases.my_queries import MyOpenedCase, my_case_for, my_cases
from fairward.cases.vocabulary import CaseKind
from fairward.families.queries import my_children
from fairward.family.case_presenters import case_on_page
from fairward.family.forms import AskForm


@require_safe
@requires("family:self:use", unlocked=True)
def requests(request: HttpRequest) -> HttpResponse:
    """Everything that the reader asked for, with where it stands and until when."""
    actor = actor_of(request)
    cases = [case_on_page(one) for one in my_cases(actor)]
    return render(request, "family/requests.html", {"cases": cases, "children": my_children(actor)})


@require_safe
@requires("family:self:use", unlocked=True)
def one_request(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One request: what was asked, what was answered."""
    opened = my_case_for(actor_of(request), case_id, "reading one's own request")
    return render(request, "family/request.html", {"case": case_on_page(opened.case, opened.texts)})


@requires("family:self:use", unlocked=True)
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer what the school asked about one's own request: the clock goes on."""
    actor = actor_of(request)
    opened = my_case_for(actor, case_id, "answering about one's own request")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = answer_own_question if _is_copy(opened) else answer_question
        act(by=actor, case_id=case_id, words=form.cleaned_data["words"])
        return redirect("family:request", case_id=case_id)
    context = {"case": case_on_page(opened.case, opened.texts), "form": form}
    return render(request, "family/answer.html", context)


@requires("family:self:use", unlocked=True)
def take_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take back what one asked for, after a page that says what that means."""
    actor = actor_of(request)
    opened = my_case_for(actor, case_id, "taking back one's own request")
    if request.method == "POST":
        act = withdraw_own_request if _is_copy(opened) else withdraw
        act(by=actor, case_id=case_id)
        return redirect("family:requests")
    return render(request, "family/take_back.html", {"case": case_on_page(opened.case)})


def _is_copy(opened: MyOpenedCase) -> bool:
    """A request for a copy has steps of its own."""
    return opened.case.kind is CaseKind.ACCESS_REQUEST
