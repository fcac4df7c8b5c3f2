"""The review desk: what falls due, alike entries together, and what becomes of them. It may not query by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind, Outcome, Purpose
from fairward.organisations.queries import organisation
from fairward.retention import carrying_actions, review_actions
from fairward.retention.batch_queries import ready_ids, waiting_for
from fairward.retention.review_checking import checked
from fairward.retention.review_forms import DecideForm
from fairward.retention.review_policies import DECIDE, SEE, class_of
from fairward.retention.review_presenters import (
    HEAD,
    choices_for,
    decided_facts,
    entry_chips,
    entry_words,
    group_rows,
    group_title,
    is_removing,
    waiting_rows,
    what_happens,
    year_drawn,
)
from fairward.retention.review_queries import (
    PAGE,
    SWEEP,
    GroupKey,
    Listed,
    desk_groups_for,
    group_for,
    named_for,
    swept,
    year_ahead,
)
from fairward.retention.schedule_words import place_of
from fairward.retention.thing_views import desk_of_things

WHY = "deciding what fell due"
NOT_SENT_ON = frozenset({"csrfmiddlewaretoken", "sure", "back"})
# Denied with one of these is a matter of what was typed; it stands beside its question.
BESIDE = {
    "nothing_chosen": "entries", "not_opened": "entries", "held": "entries", "decided_already": "entries",
    "keep_until": "keep_until", "not_to_move": "choice", "one_summary": "choice", "summary_text": "text",
    "summary_source": "source", "summary_explanation": "explanation", "summary_side": "family_side", "empty_text": "reason",
}  # fmt: skip


@require_safe
@requires(SEE)
def desk(request: HttpRequest) -> HttpResponse:
    """What is due now and soon, what was decided and is not over, and the year ahead."""
    actor, today = actor_of(request), timezone.localdate()
    if place_of(OrganisationKind(organisation(actor.organisation_id).kind)) != "school":
        return desk_of_things(request, actor)
    groups = desk_groups_for(actor, "seeing what falls due")
    may_decide = may(actor, DECIDE)
    waiting = waiting_for(actor, "seeing what was decided") if may_decide else []
    context = {
        "groups": group_rows(groups, today, may_decide=may_decide),
        "head": HEAD,
        "now": sum(one.now for one in groups),
        "past": sum(one.past_last_day for one in groups),
        "swept": swept(groups) if may_decide else 0,
        "waiting": waiting_rows(waiting),
        "for_me": sum(bool(one.for_second) and not one.is_own for one in waiting),
        "ready": len(ready_ids(actor.organisation_id)) if may_decide else 0,
        "step": carrying_actions.STEP,
        "year": year_drawn(year_ahead(actor.organisation_id, today), today),
        "may_decide": may_decide,
    }
    return render(request, "retention/desk.html", context)


@requires(DECIDE, unlocked=True)
def group(request: HttpRequest, purpose: str, rule_id: str, outcome: str) -> HttpResponse:
    """Alike entries: open the ones that matter, decide the others together."""
    return _decide_group(request, _key(purpose, rule_id, outcome))


@requires(DECIDE, unlocked=True)
def sweep(request: HttpRequest) -> HttpResponse:
    """Unfounded, explained and without further action, whatever their class: what a term leaves behind."""
    return _decide_group(request, SWEEP)


def _key(purpose: str, rule_id: str, outcome: str) -> GroupKey:
    purposes = {one.code: one for one in Purpose if one is not Purpose.STAFF_CONDUCT}
    outcomes: dict[str, Outcome | None] = {one.code: one for one in Outcome} | {"none": None}
    if purpose not in purposes or outcome not in outcomes:
        raise NotFound("group")
    return GroupKey(purposes[purpose], rule_id, (outcomes[outcome],))


def _decide_group(request: HttpRequest, key: GroupKey) -> HttpResponse:
    number = request.GET.get("page", "1")
    number_ = int(number) if number.isascii() and number.isdigit() and int(number) else 1
    page = group_for(actor_of(request), key, number_, WHY)
    found = class_of(key.rule_id, timezone.localdate())
    more = {
        "title": group_title(key, timezone.localdate()),
        "because": found.because if found is not None else "",
        "total": page.total,
        "pages": Pages.of(number=number_, per_page=PAGE, total=page.total, query=request.GET.dict()),
        "back": True,
    }
    return _decide(request, page.rows, more)


@requires(DECIDE, unlocked=True)
def one(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry, due or not."""
    rows = named_for(actor_of(request), [entry_id], WHY)
    more = {
        "title": "How long is this entry kept?",
        "because": rows[0].entry.kept_because,
        "total": 1,
        "pages": Pages.of(number=1, per_page=1, total=1, query={}),
        "back": False,
        "entry_id": entry_id,
    }
    return _decide(request, rows, more)


def _decide(request: HttpRequest, rows: Sequence[Listed], more: dict[str, Any]) -> HttpResponse:
    """The form, the same once more with what will happen, and then the decision."""
    data = request.POST if request.method == "POST" else None
    initial = {"entries": _ticked_before(request, rows)}
    form = DecideForm(
        data, initial=initial, entries=[row.entry.id for row in rows], choices=choices_for(rows)
    )
    if data is not None and form.is_valid() and "back" not in data:
        ticked = [row for row in rows if row.entry.id in form.ticked()]
        try:
            if "sure" in data:
                return redirect("retention:batch", batch_id=_act(request, form))
            found = checked(actor_of(request), form.ticked(), form.decided())
            context = _check(request, form, ticked, found.seconded)
            return render(request, "retention/decide_check.html", {**context, "title": more["title"]})
        except Denied as denied:
            if denied.code not in BESIDE:
                raise
            form.add_error(BESIDE[denied.code], denied.sentence)
    today = timezone.localdate()
    listed = [(row, entry_words(row), entry_chips(row, today)) for row in rows]
    ticks = set(form["entries"].value() or ())
    return render(request, "retention/group.html", {"form": form, "listed": listed, "ticks": ticks, **more})


def _ticked_before(request: HttpRequest, rows: Sequence[Listed]) -> list[str]:
    """A single entry is meant; of a list, everything that is not held where somebody asked for that."""
    wanted = rows if len(rows) == 1 else [row for row in rows if "all" in request.GET and not row.is_held]
    return [str(row.entry.id) for row in wanted]


def _act(request: HttpRequest, form: DecideForm) -> UUID:
    return review_actions.decide_entries(
        by=actor_of(request), entry_ids=form.ticked(), decided=form.decided()
    )


def _check(
    request: HttpRequest, form: DecideForm, rows: Sequence[Listed], seconded: Collection[UUID]
) -> dict[str, Any]:
    decided, today = form.decided(), timezone.localdate()
    return {
        "what": what_happens(decided, rows, len(seconded), today),
        "facts": decided_facts(decided),
        "is_removing": is_removing(decided),
        "rows": [(row, entry_words(row)) for row in rows],
        "typed": [
            (key, value)
            for key in request.POST
            if key not in NOT_SENT_ON
            for value in request.POST.getlist(key)
        ],
    }


@require_POST
@requires(DECIDE, unlocked=True)
def carry_out(request: HttpRequest) -> HttpResponse:
    """Carry out the next reductions and moves whose day has come, with the keys of whoever asks."""
    carrying_actions.carry_out_step(by=actor_of(request))
    return redirect("retention:desk")
