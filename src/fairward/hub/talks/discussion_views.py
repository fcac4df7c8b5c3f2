"""Strategy discussions of a case: those that were held, and noting one. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.repeats import REMOVE, asked_for_another, with_another, without_row
from fairward.hub.decisions.queries import decision_for
from fairward.hub.intake.case_queries import case_facts, case_for
from fairward.hub.intake.practice_queries import places_of
from fairward.hub.intake.trying import done
from fairward.hub.packs.presenters import choices_of
from fairward.hub.packs.queries import pack_for
from fairward.hub.talks.discussion_actions import WHY, note_discussion
from fairward.hub.talks.forms import DiscussionForm, PresentFormSet
from fairward.hub.talks.policies import MOST_PRESENT, READ, check_may_discuss
from fairward.hub.talks.presenters import discussion_on_page, follow_words, usually_there
from fairward.hub.talks.queries import discussions_of
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members

PREFIX = "present"


@require_safe
@requires(READ, unlocked=True)
def discussions(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was discussed by whom, and the clocks that follow."""
    actor = actor_of(request)
    case, held = case_for(actor, case_id, WHY), discussions_of(actor, case_id, WHY)
    decided = decision_for(actor, case_id, WHY)
    is_closed = case.facts.state is CaseState.CLOSED
    items = {} if is_closed else {UUID(key): words for key, words in _items(actor, case_id)}
    names = names_of_members(actor.organisation_id, {one.noted_by for one in held})
    outcome = decided.outcome if decided and decided.stands else None
    context = {
        "case": case, "found": [discussion_on_page(one, names, items) for one in held], "is_closed": is_closed,
        "follows": follow_words(outcome, held, places_of(actor.organisation_id)),
        "is_wanted": outcome is not None and outcome.id in ("strategy_discussion", "section_47") and not held,
    }  # fmt: skip
    return render(request, "talks/discussions.html", context)


@requires(READ, unlocked=True)
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a discussion that was held: who, what each knew, what was decided."""
    actor = actor_of(request)
    check_may_discuss(case_facts(actor.organisation_id, case_id))
    data = _rows(request)
    is_sent = request.method == "POST" and data is request.POST
    form = DiscussionForm(
        data if is_sent else None, initial={"held_on": timezone.localdate(), **_typed(data)}
    )
    present = PresentFormSet(data or None, prefix=PREFIX, form_kwargs={"items": _items(actor, case_id)})

    def keep() -> None:
        content = form.content([one.present() for one in present])
        note_discussion(by=actor, case_id=case_id, held_at=form.moment(), content=content)

    if is_sent and all([form.is_valid(), present.is_valid()]) and done(form, None, keep):
        return redirect("talks:discussions", case_id=case_id)
    context = {
        "case": case_for(actor, case_id, WHY),
        "form": form,
        "present": present,
        "usually": usually_there(),
    }
    return render(request, "talks/note.html", context)


def _items(actor: Actor, case_id: UUID) -> list[tuple[str, str]]:
    return choices_of(pack_for(actor, case_id, WHY))


def _rows(request: HttpRequest) -> Any:
    """What was sent, with a row more or less where only that was asked for."""
    if asked_for_another(request.POST) == PREFIX:
        return with_another(request.POST, PREFIX, most=MOST_PRESENT)
    prefix, _, row = request.POST.get(REMOVE, "").partition(":")
    if prefix == PREFIX and row.isascii() and row.isdigit():
        return without_row(request.POST, PREFIX, int(row))
    return request.POST


def _typed(data: Any) -> dict[str, Any]:
    """Nothing typed is lost when only a row was asked for."""
    found = {name: data[name] for name in ("held_at", "decided", "decided_by") if name in data}
    parts = [data.get(f"held_on-{part}", "") for part in ("year", "month", "day")]
    return found | ({"held_on": parts} if any(parts) else {})
