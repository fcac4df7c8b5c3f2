"""Somebody asks to see what the school told a hub: saying what is thought about showing it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.answering.opinion_forms import OpinionForm
from fairward.rules import exemptions
from fairward.school.questions.closing import ANSWER
from fairward.school.questions.consultation_actions import WHY, give_opinions
from fairward.school.questions.consultation_queries import consultation_for
from fairward.school.questions.question_queries import question_facts
from fairward.school.questions.vocabulary import QuestionState


@requires(ANSWER, unlocked=True)
def consultation(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """What the hub was told, passage by passage, and what is thought about showing it."""
    actor = actor_of(request)
    if question_facts(actor.organisation_id, question_id).state is not QuestionState.WAITS:
        return redirect("questions:answered")
    found = consultation_for(actor, question_id, WHY)
    reasons = exemptions.usable("parent", timezone.localdate())
    forms = [
        OpinionForm(request.POST or None, prefix=f"p{place}", reasons=reasons)
        for place, _ in enumerate(found.told)
    ]
    whole = [form.is_valid() for form in forms]  # every one of them, so that each says what it lacks
    if request.method == "POST" and all(whole):
        opinions = [form.opinion(one.named.passage_id) for form, one in zip(forms, found.told, strict=True)]
        give_opinions(by=actor, question_id=question_id, opinions=opinions)
        return render(request, "questions/done.html", {"heading": "Sent: what you think"})
    context = {"found": found, "forms": forms, "pairs": list(zip(found.told, forms, strict=True))}
    return render(request, "questions/consultation.html", context)
