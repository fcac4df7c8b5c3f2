"""One decision that is not over: read it, agree or refuse as the second person, take it back. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.kernel.denied import Denied
from fairward.retention import review_actions
from fairward.retention.batch_queries import Batch, batch_for
from fairward.retention.review_forms import ReasonForm
from fairward.retention.review_policies import DECIDE
from fairward.retention.review_presenters import batch_facts, entry_chips, entry_words

WHY = "judging a decision about entries that fell due"
SHOWN_AGAIN = frozenset({"not_opened", "nothing_to_agree", "nothing_to_take_back", "second_person"})


@requires(DECIDE, unlocked=True)
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Everything that is needed to judge it, and what this person can do about it."""
    actor = actor_of(request)
    found = batch_for(actor, batch_id, WHY)
    problems: list[str] = []
    if request.method == "POST":
        try:
            review_actions.second_batch(by=actor, batch_id=batch_id)
        except Denied as denied:
            if denied.code not in SHOWN_AGAIN:
                raise
            problems.append(denied.sentence)
        else:
            return redirect("retention:batch", batch_id=batch_id)
    return render(request, "retention/batch.html", _context(found, problems))


def _context(found: Batch, problems: list[str]) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "batch": found,
        "facts": batch_facts(found),
        "listed": [(row, entry_words(row), entry_chips(row, today)) for row in found.rows],
        "problems": problems,
        "may_second": bool(found.for_second) and not found.is_own,
    }


@requires(DECIDE, unlocked=True)
def refuse(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say no, with the reason."""
    return _ask_why(request, batch_id, "refuse")


@requires(DECIDE, unlocked=True)
def take_back(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo it before it is carried out."""
    return _ask_why(request, batch_id, "take_back")


def _ask_why(request: HttpRequest, batch_id: UUID, what: str) -> HttpResponse:
    actor = actor_of(request)
    found = batch_for(actor, batch_id, WHY)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do = review_actions.refuse_batch if what == "refuse" else review_actions.withdraw_batch
        try:
            do(by=actor, batch_id=batch_id, reason=form.cleaned_data["reason"])
        except Denied as denied:
            if denied.code not in SHOWN_AGAIN:
                raise
            form.add_error(None, denied.sentence)
        else:
            return redirect("retention:batch", batch_id=batch_id)
    context = {"form": form, "batch": found, "facts": batch_facts(found), "is_refusal": what == "refuse"}
    return render(request, "retention/batch_why.html", context)
