"""A question back, its answer, more time: pages with some words and perhaps a day. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.access_requests import actions
from fairward.access_requests.forms import WordsForm
from fairward.access_requests.queries import request_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

HANDLE = "rights:case:handle"


def _ask_back(actor: Actor, case_id: UUID, given: Any) -> None:
    actions.ask_back(by=actor, case_id=case_id, question=given["words"], asked_on=given["day"])


def _answer_back(actor: Actor, case_id: UUID, given: Any) -> None:
    actions.note_answer(by=actor, case_id=case_id, answer=given["words"], answered_on=given["day"])


def _extend(actor: Actor, case_id: UUID, given: Any) -> None:
    actions.extend_request(by=actor, case_id=case_id, reasons=given["words"])


WORDS_PAGES: dict[str, dict[str, Any]] = {
    "ask_back": {
        "do": _ask_back, "heading": "Ask what exactly is wanted", "label": "What do you ask?",
        "missing": "Write what you ask.",
        "day_label": "When did you ask?", "button": "Stop the clock",
        "note": "Only where you really cannot search without the answer. The clock stands still from that day until the "
        "answer comes. School holidays never stop it.",
    },
    "answer_back": {
        "do": _answer_back, "heading": "Note the answer", "label": "What did they answer?",
        "missing": "Write what they answered.",
        "day_label": "When did it come?", "button": "Start the clock again", "note": "",
    },
    "extend": {
        "do": _extend, "heading": "Take more time", "label": "Why do you need more time?", "day_label": "",
        "missing": "Write why you need more time.", "button": "Take two more months",
        "note": "For a complex request, or many at once. Tell whoever asked, with these reasons, before the first month is "
        "over.",
    },
}  # fmt: skip


@requires(HANDLE, unlocked=True)
def words_page(request: HttpRequest, case_id: UUID, step: str) -> HttpResponse:
    """A question back, its answer, or more time: some words and a day."""
    actor, page = actor_of(request), WORDS_PAGES.get(step)
    if page is None:
        raise NotFound("page")
    view = request_for(actor, case_id)
    first = {"day": timezone.localdate()} if page["day_label"] else {}
    form = WordsForm(
        request.POST or None,
        label=page["label"],
        missing=page["missing"],
        day_label=page["day_label"],
        initial=first,
    )
    if request.method == "POST" and form.is_valid():
        try:
            page["do"](actor, case_id, form.cleaned_data)
            return redirect("access_requests:request", case_id=case_id)
        except Denied as denied:
            form.add_error("words", denied.sentence)
    return render(request, "access_requests/words.html", {"view": view, "form": form, "page": page})
