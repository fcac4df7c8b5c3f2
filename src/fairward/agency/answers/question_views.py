"""Questions that came: the list, opening them, one of them, nothing relevant, declining. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.agency.answers import presenters, question_actions, wrong_actions
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.question_queries import (
    PAGE,
    question_facts,
    question_for,
    questions_for,
    withdrawals_for,
)
from fairward.agency.answers.reply_queries import written_for
from fairward.agency.answers.told_queries import told_for
from fairward.agency.answers.vocabulary import QuestionState
from fairward.agency.answers.withdrawal_actions import Heard, hear_withdrawal
from fairward.agency.answers.wrong_queries import wrong_waiting
from fairward.design.pieces import Pages
from fairward.exchange.answering.arrived_queries import MOST_AT_ONCE, waiting
from fairward.exchange.answering.asking_words import asked_facts, person_words
from fairward.exchange.answering.item_forms import DeclineForm, PointerForm
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

WHY = "answering a question of a hub"


@require_safe
@requires(ANSWER, unlocked=True)
def questions(request: HttpRequest) -> HttpResponse:
    """Those that wait, danger and the nearest time first; and how many have not been opened."""
    actor, number = actor_of(request), _page_of(request)
    found, total = questions_for(actor, WHY, page=number)
    new = len(waiting(actor.organisation_id, [EnvelopeKind.ENQUIRY]))
    pages = Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())
    rows = presenters.waiting_rows(found, timezone.now())
    wrong = presenters.wrong_rows(wrong_waiting(actor, WHY), timezone.now())
    told = len(told_for(actor, WHY))
    context = {"rows": rows, "total": total, "new": new, "pages": pages, "wrong": wrong, "told": told}
    return render(request, "answers/questions.html", context)


@require_safe
@requires(ANSWER, unlocked=True)
def answered(request: HttpRequest) -> HttpResponse:
    """Those that were answered, the latest first."""
    number = _page_of(request)
    found, total = questions_for(actor_of(request), WHY, waiting=False, page=number)
    pages = Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())
    context = {"rows": presenters.answered_rows(found), "total": total, "pages": pages}
    return render(request, "answers/answered.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def open_new(request: HttpRequest) -> HttpResponse:
    """Open what has come since; the hubs hear that somebody has it."""
    actor = actor_of(request)
    taking_back, heard = hear_what_is_withdrawn(actor)
    for one in waiting(actor.organisation_id, [EnvelopeKind.ENQUIRY])[:MOST_AT_ONCE]:
        if one.arrival_id in taking_back:
            continue
        if wrong_actions.open_wrong(by=actor, arrival_id=one.arrival_id) is None:
            question_actions.open_question(by=actor, arrival_id=one.arrival_id)
    return _withdrawn(request, heard) if heard else redirect("answers:questions")


@require_safe
@requires(ANSWER, unlocked=True)
def question(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """One question: who asks what about whom, and the answers there are, the least first."""
    actor = actor_of(request)
    facts = question_facts(actor.organisation_id, question_id)
    if facts.state is not QuestionState.WAITS:
        return redirect("answers:sent", question_id=question_id)
    if facts.is_consultation:
        return redirect("answers:consultation", question_id=question_id)
    found, reply = question_for(actor, question_id, WHY), written_for(actor, question_id, WHY)
    context = {
        "found": found, "asked": found.asked, "facts": asked_facts(found.asked, timezone.now()),
        "persons": [person_words(one) for one in found.asked.persons], "reply": reply, "pointer": PointerForm(),
    }  # fmt: skip
    return render(request, "answers/question.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def nothing(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Nothing relevant: one click, and nothing is kept."""
    actor = actor_of(request)
    if heard := hear_what_is_withdrawn(actor, question_id)[1]:
        return _withdrawn(request, heard)
    question_actions.say_nothing_relevant(by=actor, question_id=question_id)
    return render(request, "answers/done.html", {"heading": "Answered: nothing relevant", "keeps": False})


@requires(ANSWER, unlocked=True)
def decline(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Decline, with a reason."""
    actor = actor_of(request)
    if question_facts(actor.organisation_id, question_id).state is not QuestionState.WAITS:
        return redirect("answers:sent", question_id=question_id)
    found = question_for(actor, question_id, WHY)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            question_actions.decline(by=actor, question_id=question_id, reason=form.cleaned_data["reason"])
        except Denied as denied:
            form.add_error("reason", denied.sentence)
        else:
            return render(request, "answers/done.html", {"heading": "Declined", "keeps": False})
    return render(request, "answers/decline.html", {"found": found, "form": form})


def hear_what_is_withdrawn(actor: Actor, question_id: UUID | None = None) -> tuple[set[UUID], list[Heard]]:
    """What at the door takes a question back, and what of it was heard; with a question, only what takes back that one.

    Asked before an answer leaves: nobody answers what is not asked any more.
    """
    own = actor.organisation_id
    wanted = question_facts(own, question_id).package_id if question_id else None
    found = withdrawals_for(actor, WHY, wanted)
    heard = [hear_withdrawal(by=actor, arrival_id=one.arrival_id) for one in found]
    return {one.arrival_id for one in found}, [one for one in heard if one]


def _withdrawn(request: HttpRequest, heard: list[Heard]) -> HttpResponse:
    return render(request, "answers/withdrawn.html", {"heard": heard})


def _page_of(request: HttpRequest) -> int:
    number = request.GET.get("page", "")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
