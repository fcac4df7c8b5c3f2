"""A hub's questions: the list, opening them, one of them, the answers in one step. It may not query by itself."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.exchange.answering.arrived_queries import MOST_AT_ONCE, waiting
from fairward.exchange.answering.asking_words import asked_facts, person_words
from fairward.exchange.answering.item_forms import DeclineForm, PointerForm
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.denied import Denied
from fairward.organisations.queries import names_of_members
from fairward.school.questions import presenters, question_actions
from fairward.school.questions.closing import ANSWER
from fairward.school.questions.question_actions import WHY
from fairward.school.questions.question_queries import PAGE, question_facts, question_for, questions_for
from fairward.school.questions.vocabulary import QuestionState


@require_safe
@requires(ANSWER, unlocked=True)
def questions(request: HttpRequest) -> HttpResponse:
    """Those that wait, danger and the nearest time first; and how many have not been opened."""
    actor, number = actor_of(request), _page_of(request)
    found, total = questions_for(actor, WHY, page=number)
    context = {
        "rows": presenters.waiting_rows(found, timezone.now()), "total": total, "pages": _pages(request, number, total),
        "new": len(waiting(actor.organisation_id, [EnvelopeKind.ENQUIRY])), "heading": presenters.HEADING,
    }  # fmt: skip
    return render(request, "questions/questions.html", context)


@require_safe
@requires(ANSWER, unlocked=True)
def answered(request: HttpRequest) -> HttpResponse:
    """Those that were answered, the latest first."""
    actor, number = actor_of(request), _page_of(request)
    found, total = questions_for(actor, WHY, waiting=False, page=number)
    names = names_of_members(actor.organisation_id, [one.answered_by for one in found if one.answered_by])
    context = {
        "rows": presenters.answered_rows(found, names),
        "total": total,
        "pages": _pages(request, number, total),
    }
    return render(request, "questions/answered.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def open_new(request: HttpRequest) -> HttpResponse:
    """Open what has come since; the hubs hear that somebody has it."""
    actor = actor_of(request)
    for one in waiting(actor.organisation_id, [EnvelopeKind.ENQUIRY])[:MOST_AT_ONCE]:
        question_actions.open_question(by=actor, arrival_id=one.arrival_id)
    return redirect("questions:all")


@require_safe
@requires(ANSWER, unlocked=True)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """One question: who asks what about whom, and the answers there are, the least first."""
    actor = actor_of(request)
    if not _waits(actor.organisation_id, question_id):
        return redirect("questions:answered")
    if question_facts(actor.organisation_id, question_id).is_consultation:
        return redirect("questions:consultation", question_id=question_id)
    found = question_for(actor, question_id, WHY)
    context = {
        "found": found, "asked": found.asked, "facts": asked_facts(found.asked, timezone.now()),
        "persons": [person_words(one) for one in found.asked.persons],
    }  # fmt: skip
    return render(request, "questions/question.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def nothing(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Nothing relevant: one click, and nothing is kept."""
    question_actions.say_nothing_relevant(by=actor_of(request), question_id=question_id)
    return render(request, "questions/done.html", {"heading": "Answered: nothing relevant"})


@require_POST
@requires(ANSWER, unlocked=True)
def not_known(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """We do not know this child: one click, and nothing is kept."""
    question_actions.say_not_known(by=actor_of(request), question_id=question_id)
    return render(request, "questions/done.html", {"heading": "Answered: we do not know this child"})


@requires(ANSWER, unlocked=True)
def known(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Known to us, ring …"""
    form = PointerForm(request.POST or None)

    def send() -> None:
        question_actions.say_known(
            by=actor_of(request), question_id=question_id, call=form.cleaned_data["call"]
        )

    return _answer(request, question_id, form, send, "known", "Answered: known to us, and whom to ring")


@requires(ANSWER, unlocked=True)
def decline(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Decline, with a reason."""
    form = DeclineForm(request.POST or None)

    def send() -> None:
        reason = form.cleaned_data["reason"]
        question_actions.decline(by=actor_of(request), question_id=question_id, reason=reason)

    return _answer(request, question_id, form, send, "decline", "Declined")


def _answer(
    request: HttpRequest, question_id: UUID, form: forms.Form, send: Callable[[], None], name: str, done: str
) -> HttpResponse:  # fmt: skip
    actor = actor_of(request)
    if not _waits(actor.organisation_id, question_id):
        return redirect("questions:answered")
    if request.method == "POST" and form.is_valid():
        try:
            send()
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            return render(request, "questions/done.html", {"heading": done})
    found = question_for(actor, question_id, WHY)
    return render(request, f"questions/{name}.html", {"found": found, "form": form})


def _waits(organisation_id: UUID, question_id: UUID) -> bool:
    return question_facts(organisation_id, question_id).state is QuestionState.WAITS


def _pages(request: HttpRequest, number: int, total: int) -> Pages:
    return Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())


def _page_of(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
