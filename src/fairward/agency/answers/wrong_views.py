"""Somebody says that an item of ours is wrong: put right, taken back, or it stands. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.agency.answers import reply_actions, wrong_actions
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.reply_queries import written_for
from fairward.agency.answers.wrong_forms import CORRECT, STANDS, WrongForm
from fairward.agency.answers.wrong_queries import OpenedWrong, wrong_for
from fairward.exchange.answering.asking_words import due_words, item_words, told_words
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

WHY = "answering that an item is said to be wrong"


@requires(ANSWER, unlocked=True)
def wrong(request: HttpRequest, wrong_id: UUID) -> HttpResponse:
    """Our item as it was sent, what is said against it, by when; and the three answers there are."""
    actor = actor_of(request)
    found = wrong_for(actor, wrong_id, WHY)
    form = WrongForm(request.POST or None, is_kept=found.item is not None)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, actor, found, form)
        except Denied as denied:
            form.add_error("reason", denied.sentence)
    context = {
        "found": found, "form": form, "due": due_words(found.facts.answer_by, timezone.now()),
        "items": item_words([found.item], found.reply.content.asked.names) if found.item and found.reply else [],
        "told": told_words(found.said.asked),
    }  # fmt: skip
    return render(request, "answers/wrong.html", context)


def _answered(request: HttpRequest, actor: Actor, found: OpenedWrong, form: WrongForm) -> HttpResponse:
    result, reason = form.cleaned_data["result"], form.cleaned_data["reason"]
    if result == STANDS:
        wrong_actions.say_it_stands(by=actor, wrong_id=found.facts.id, reason=reason)
        return render(request, "answers/done.html", {"heading": "Answered: it stands", "keeps": True})
    if found.item is None or found.reply is None:
        raise NotFound("item")
    question_id = found.reply.facts.question_id
    reply_actions.begin_correction(by=actor, question_id=question_id, item_id=found.item.id, because=reason)
    written = written_for(actor, question_id, WHY)
    if written is None:
        raise NotFound("reply")
    (item,) = written.content.items
    if result == CORRECT:
        return redirect("answers:item", question_id=question_id, item_id=item.id)
    reply_actions.take_item_out(
        by=actor, reply_id=written.facts.id, seen=written.facts.version, item_id=item.id
    )
    return redirect("answers:check", question_id=question_id)
