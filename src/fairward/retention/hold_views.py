"""Pages of holds: list, make, hand over, look again, sort, lift. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.files.policies import LEADS
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import organisation
from fairward.people.queries import FoundChild, find_children, names_of_children
from fairward.retention import hold_actions
from fairward.retention.hold_forms import HoldForm, KeepForm, LiftForm, OwnerForm
from fairward.retention.hold_policies import MANAGE, check_hold, longest_until, purposes_seen
from fairward.retention.hold_presenters import frozen_words, hold_facts, hold_rows, new_facts
from fairward.retention.hold_queries import (
    find_thing,
    freezes,
    hold_for,
    holds_for,
    in_theme_scope,
    name_of,
    owners,
    to_sort,
)
from fairward.retention.schedule_words import place_of
from fairward.retention.vocabulary import HoldKind, ItemKind

NamedThing = tuple[ItemKind, UUID]
SHOWN_AGAIN = frozenset({"hold_without_scope", "hold_period", "hold_review", "hold_purpose", "hold_owner"})
NOT_SENT_ON = frozenset({"csrfmiddlewaretoken", "sure", "back", "chosen", "child_id"})


@require_safe
@requires(MANAGE)
def holds(request: HttpRequest) -> HttpResponse:
    """Everything that is frozen, overdue first, and what was ended lately."""
    standing, ended = holds_for(actor_of(request), "seeing what is held")
    context = {
        "standing": hold_rows(standing),
        "ended": hold_rows(ended),
        "overdue": sum(one.is_overdue for one in standing),
    }
    return render(request, "retention/holds.html", context)


@requires(MANAGE)
def new_hold(request: HttpRequest) -> HttpResponse:
    """Make a hold: the questions, then how much it freezes, then it is made."""
    actor, today = actor_of(request), timezone.localdate()
    people = owners(actor.organisation_id)
    place = place_of(OrganisationKind(organisation(actor.organisation_id).kind))
    initial = {
        "review_on": longest_until(today), "owner": str(actor.membership_id), "case": request.GET.get("case", "")[:20],
    }  # fmt: skip
    form = HoldForm(
        request.POST or None, initial=initial, purposes=purposes_seen(actor.role), owners=people, place=place
    )
    found: list[FoundChild] = []
    if request.method == "POST":
        child_id, found = _child(actor, request, form)
        thing = _thing(actor, form)
        if _fits(actor, form, child_id, thing) and "back" not in request.POST:
            if "sure" in request.POST:
                return redirect("retention:hold", hold_id=_made(actor, form, child_id, thing))
            return render(request, "retention/hold_check.html", _check(request, actor, form, child_id, thing))
    return render(request, "retention/hold_new.html", {"form": form, "found": found})


def _thing(actor: Actor, form: HoldForm) -> NamedThing | None:
    """The one thing whose reference was typed; an error of the form where nothing has it."""
    words = form.cleaned_data.get("case", "").strip()
    found = find_thing(actor.organisation_id, words) if words else None
    if words and found is None:
        form.add_error("case", "No case here has this reference. It stands at the top of the case.")
    return found


def _child(actor: Actor, request: HttpRequest, form: HoldForm) -> tuple[UUID | None, list[FoundChild]]:
    """The child that was chosen, or those among whom to choose; an error of the form where it is not clear."""
    form.full_clean()
    text, child_id = form.cleaned_data.get("child", ""), form.cleaned_data.get("child_id")
    if not text:
        return None, []
    known = names_of_children(actor.organisation_id, [child_id]).get(child_id) if child_id else None
    if known is not None and known.full == text:
        return child_id, []
    found = find_children(actor, text, include_left=True)
    chosen = next((one.id for one in found if str(one.id) == request.POST.get("chosen")), None)
    exact = [one.id for one in found if one.name.full.casefold() == text.casefold()]
    if chosen or len(exact) == 1:
        return chosen or exact[0], found
    form.add_error("child", "Choose the child below." if found else "Nobody here is called like that.")
    return None, found


def _fits(actor: Actor, form: HoldForm, child_id: UUID | None, thing: NamedThing | None) -> bool:
    """Whether it can be made as it was typed; what is missing stands beside its question."""
    if not form.is_valid():
        return False
    try:
        check_hold(form.new_hold(child_id, thing), actor.role, timezone.localdate())
    except Denied as denied:
        if denied.code not in SHOWN_AGAIN:
            raise
        fields = {"hold_review": "review_on", "hold_period": "until_on", "hold_purpose": "purpose"}
        field = fields.get(denied.code, "child")
        form.add_error(field if field in form.fields else _first_of_scope(form), _sentence(denied, form))
        return False
    return True


def _first_of_scope(form: HoldForm) -> str:
    return "case" if "case" in form.fields else "since_on"


def _sentence(denied: Denied, form: HoldForm) -> str:
    if denied.code != "hold_without_scope" or "child" in form.fields:
        return denied.sentence
    return "Say what is held: a case or a period." if "case" in form.fields else "Say what is held: a period."


def _made(actor: Actor, form: HoldForm, child_id: UUID | None, thing: NamedThing | None) -> UUID:
    return hold_actions.make_hold(by=actor, new=form.new_hold(child_id, thing))


def _check(
    request: HttpRequest, actor: Actor, form: HoldForm, child_id: UUID | None, thing: NamedThing | None
) -> dict[str, Any]:
    new = form.new_hold(child_id, thing)
    known = names_of_children(actor.organisation_id, [child_id]) if child_id else {}
    child = known[child_id].full if child_id and child_id in known else ""
    names = dict(owners(actor.organisation_id))
    frozen = freezes(actor.organisation_id, actor.role, new.scope)
    facts = new_facts(
        HoldKind(new.kind).word,
        new.scope,
        child,
        new.reason,
        names.get(new.owner_id, ""),
        new.review_on,
        name_of(actor.organisation_id, new.scope),
    )
    typed = [
        (key, value) for key in request.POST if key not in NOT_SENT_ON for value in request.POST.getlist(key)
    ]
    typed = [(key, child if key == "child" and child else value) for key, value in typed]
    return {
        "facts": facts,
        "frozen": frozen_words(frozen),
        "has_theme": bool(new.scope.theme),
        "typed": [*typed, *([("child_id", child_id or "")] if "child_id" in form.fields else [])],
    }


@require_safe
@requires(MANAGE)
def hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """One hold, everything that was said about it, and what can be done."""
    actor = actor_of(request)
    found = hold_for(actor, hold_id, "reading a hold")
    is_sorter = bool(found.scope.theme) and found.lifted_at is None and actor.role in LEADS
    context = {
        "hold": found,
        "facts": hold_facts(found),
        "to_sort": len(to_sort(actor.organisation_id, hold_id)) if is_sorter else 0,
        "is_sorter": is_sorter,
    }
    return render(request, "retention/hold.html", context)


@requires(MANAGE)
def hold_owner(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Somebody else answers for it from now on."""
    actor = actor_of(request)
    found = hold_for(actor, hold_id, "handing a hold over")
    people = owners(actor.organisation_id)
    form = OwnerForm(request.POST or None, initial={"owner": str(found.owner_id)}, owners=people)
    if request.method == "POST" and form.is_valid():
        hold_actions.hand_over_hold(by=actor, hold_id=hold_id, owner_id=UUID(form.cleaned_data["owner"]))
        return redirect("retention:hold", hold_id=hold_id)
    return render(request, "retention/hold_owner.html", {"form": form, "hold": found})


@requires(MANAGE)
def hold_review(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Keep it for another period, with the reason."""
    actor = actor_of(request)
    found = hold_for(actor, hold_id, "looking at a hold again")
    form = KeepForm(request.POST or None, initial={"review_on": longest_until(timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        try:
            hold_actions.review_hold(
                by=actor, hold_id=hold_id, review_on=form.day(), reason=form.cleaned_data["reason"]
            )
        except Denied as denied:
            if denied.code not in SHOWN_AGAIN:
                raise
            form.add_error("review_on", denied.sentence)
        else:
            return redirect("retention:hold", hold_id=hold_id)
    return render(request, "retention/hold_review.html", {"form": form, "hold": found})


@requires(MANAGE)
def hold_lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """End it, after reading what becomes free."""
    actor = actor_of(request)
    found = hold_for(actor, hold_id, "ending a hold")
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hold_actions.lift_hold(by=actor, hold_id=hold_id, because=form.cleaned_data["because"])
        return redirect("retention:hold", hold_id=hold_id)
    frozen = freezes(actor.organisation_id, actor.role, found.scope, hold_id)
    context = {
        "form": form,
        "hold": found,
        "facts": hold_facts(found)[:4],
        "frozen": frozen,
        "frozen_words": frozen_words(frozen),
    }
    return render(request, "retention/hold_lift.html", context)


@requires(MANAGE, unlocked=True)
def hold_sort(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Open entries in steps, and let go of those without the theme."""
    actor = actor_of(request)
    if request.method == "POST":
        hold_actions.sort_step(by=actor, hold_id=hold_id)
        return redirect("retention:hold_sort", hold_id=hold_id)
    found = hold_for(actor, hold_id, "sorting a hold by its theme")
    left = len(to_sort(actor.organisation_id, hold_id))
    everything = in_theme_scope(actor.organisation_id, hold_id)
    context = {"hold": found, "left": left, "total": max(everything, left), "step": hold_actions.STEP}
    return render(request, "retention/hold_sort.html", context)
