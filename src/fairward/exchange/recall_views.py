"""Whom to ask back for what is destroyed here: the list, and one of them. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.exchange.following.presenters import COLUMNS, rows_of
from fairward.exchange.following.queries import open_for, settled_for
from fairward.exchange.forms import RecallAnsweredForm, RecallAskedForm
from fairward.exchange.presenters import recall_facts, recall_rows
from fairward.exchange.recall_actions import note_answered, note_asked
from fairward.exchange.recall_queries import recall_for, recalls_for
from fairward.exchange.vocabulary import RecallAnswer
from fairward.kernel.denied import Denied

WHY = "asking back what is destroyed here"


@require_safe
@requires("school:disclosure:note")
def recalls(request: HttpRequest) -> HttpResponse:
    """Everybody outside who was told something that is destroyed here."""
    actor = actor_of(request)
    found = recalls_for(actor, WHY)
    asked = [one for one in (*open_for(actor, WHY), *settled_for(actor, WHY)) if one.is_asked_back]
    context = {
        "rows": recall_rows(found), "waiting": sum(one.answered_on is None for one in found),
        "by_package": rows_of(asked, timezone.now()), "columns": COLUMNS,
    }  # fmt: skip
    return render(request, "exchange/recalls.html", context)


@requires("school:disclosure:note")
def recall(request: HttpRequest, recall_id: UUID) -> HttpResponse:
    """One of them: asked on a day, answered on a day."""
    actor = actor_of(request)
    line = recall_for(actor, recall_id, WHY)
    kind = RecallAskedForm if line.asked_on is None else RecallAnsweredForm
    form = kind(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            if line.asked_on is None:
                note_asked(by=actor, recall_id=recall_id, asked_on=form.cleaned_data["on"])
            else:
                answer = RecallAnswer(form.cleaned_data["answer"])
                note_answered(
                    by=actor, recall_id=recall_id, answered_on=form.cleaned_data["on"], answer=answer
                )
        except Denied as denied:
            form.add_error("on", denied.sentence)
        else:
            return redirect("exchange:recalls")
    context = {"line": line, "facts": recall_facts(line), "form": form}
    return render(request, "exchange/recall.html", context)
