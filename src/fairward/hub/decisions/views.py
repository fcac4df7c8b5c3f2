"""Deciding a case, approving it, telling people, closing it. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.exchange.travel.partner_queries import PartnerFacts, confirmed_partners, partner
from fairward.exchange.travel.sending_queries import states_of_packages
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions import actions, presenters
from fairward.hub.decisions.forms import DecideForm, SendForm, TellForm
from fairward.hub.decisions.keeping import kept_until
from fairward.hub.decisions.policies import DECIDE, TELL
from fairward.hub.decisions.queries import (
    Decided,
    ToldLine,
    Waits,
    decision_for,
    decisions_of,
    told_of,
    waiting_for,
)
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.intake.trying import done
from fairward.hub.packs import presenters as pack_words
from fairward.hub.packs.beside import said_beside
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.names import MemberName
from fairward.organisations.queries import names_of_members
from fairward.retention.held import held_thing
from fairward.retention.vocabulary import ItemKind

READ = "hub:case:read"
WHY = "deciding a case"


@requires(DECIDE, unlocked=True)
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is decided, with reasons."""
    actor = actor_of(request)
    pack = pack_for(actor, case_id, WHY)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["outcome"]
        if done(
            form,
            None,
            lambda: actions.decide_case(by=actor, pack=pack, outcome=given, reasons=form.content()),
        ):
            return redirect("decisions:told", case_id=case_id)
    context = {
        "case": pack.case, "pack": pack, "form": form,
        "cited": pack_words.cited_words(pack),
    }  # fmt: skip
    return render(request, "decisions/decide.html", context)


@require_POST
@requires(DECIDE, unlocked=True)
def approve(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A second person agrees."""
    actor = actor_of(request)
    actions.approve_decision(by=actor, pack=pack_for(actor, case_id, WHY))
    return redirect("decisions:told", case_id=case_id)


@require_safe
@requires(READ, unlocked=True)
def told(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was decided, who has heard it, who is still to hear it."""
    actor = actor_of(request)
    pack = pack_for(actor, case_id, WHY) if _is_open(actor, case_id) else None
    every, lines = decisions_of(actor, case_id, WHY), told_of(actor, case_id, WHY)
    decided = every[0] if every else None
    waiting = waiting_for(actor.organisation_id, case_id)
    context = {
        "case_id": case_id, "decided": decided, "heading": pack.case.heading if pack else "A case",
        **_words(actor, case_id, decided, waiting),
        "rows": presenters.told_rows(case_id, lines, _names(actor, lines, decided), _travels(actor, lines)),
        "may_decide": may(actor, DECIDE), "may_approve": may(actor, DECIDE) and decided is not None and not decided.stands
        and decided.decided_by != actor.membership_id,
        "is_due": pack is not None and pack.case.facts.state is CaseState.FEEDBACK_DUE,
        "receivers": _receivers(actor, lines, decided), "kept": presenters.kept_words(kept_until(actor.organisation_id, case_id)),
        "held": held_thing(actor, ItemKind.HUB_CASE, case_id), "earlier": every[1:],
        "said": said_beside(actor, case_id, WHY),
    }  # fmt: skip
    return render(request, "decisions/told.html", context)


@requires(TELL, unlocked=True)
def tell(
    request: HttpRequest, case_id: UUID, whom: str = "referrer", other_id: UUID | None = None
) -> HttpResponse:
    """Note that somebody was told, or why later."""
    actor = actor_of(request)
    found = _waits(actor, case_id, whom, other_id)
    form = TellForm(request.POST or None, may_be_later=found.whom is Whom.FAMILY)

    def note() -> None:
        actions.tell(by=actor, case_id=case_id, whom=found, telling=form.telling())

    if request.method == "POST" and form.is_valid() and done(form, None, note):
        return redirect("decisions:told", case_id=case_id)
    return _asked(request, "decisions/tell.html", case_id, found, form)


@requires(TELL, unlocked=True)
def send(request: HttpRequest, case_id: UUID, whom: str, other_id: UUID) -> HttpResponse:
    """Send a partner what was decided."""
    actor = actor_of(request)
    found, decided = _to_send(actor, case_id, whom, other_id), decision_for(actor, case_id, WHY)
    if decided is None:
        raise NotFound("decision")
    initial = {"words": decided.outcome.referrer if found.whom is Whom.REFERRER else ""}
    form = SendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _sent(actor, case_id, found, decided, form):
        return redirect("decisions:told", case_id=case_id)
    return _asked(request, "decisions/send.html", case_id, found, form, decided=decided)


@require_POST
@requires(TELL, unlocked=True)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everybody has heard."""
    actions.close_case(by=actor_of(request), case_id=case_id)
    return redirect("intake:case", case_id=case_id)


def _sent(actor: Actor, case_id: UUID, found: Waits, decided: Decided, form: forms.Form) -> bool:
    lines, pack = told_of(actor, case_id, WHY), pack_for(actor, case_id, WHY)
    words = form.cleaned_data["words"]
    return done(form, None, lambda: actions.send_outcome(
        by=actor, pack=pack, whom=found, decided=decided, told=lines, words=words
    ))  # fmt: skip


def _asked(
    request: HttpRequest, page: str, case_id: UUID, found: Waits, form: forms.Form, **more: Any
) -> HttpResponse:
    return render(request, page, {"case_id": case_id, "whom": found, "form": form, **more})


def _waits(actor: Actor, case_id: UUID, whom: str, other_id: UUID | None) -> Waits:
    """Somebody who is still to be told, or who is told later; anybody else is not there."""
    for one in waiting_for(actor.organisation_id, case_id):
        if one.whom.code == whom and (one.partner_id or one.person_id) == other_id:
            return one
    later = next(
        (one for one in told_of(actor, case_id, WHY) if one.is_put_off and one.person_id == other_id), None
    )
    if later is None:
        raise NotFound("feedback")
    return Waits(later.whom, later.name, later.partner_id, later.person_id)


def _to_send(actor: Actor, case_id: UUID, whom: str, other_id: UUID) -> Waits:
    if whom == Whom.RECEIVER.code:
        return Waits(Whom.RECEIVER, partner(actor.organisation_id, other_id).card.name, other_id)
    return _waits(actor, case_id, whom, other_id)


def _is_open(actor: Actor, case_id: UUID) -> bool:
    return case_facts(actor.organisation_id, case_id).state is not CaseState.CLOSED


def _words(actor: Actor, case_id: UUID, decided: Decided | None, waiting: list[Waits]) -> dict[str, Any]:
    names = _names(actor, [], decided)
    stands = decided is not None and decided.stands
    return {
        "facts": presenters.decision_facts(decided, names) if decided else [],
        "clocks": presenters.clock_words(decided) if decided and stands else [],
        "waits": presenters.waits_rows(case_id, waiting, may_send=stands),
    }


def _names(actor: Actor, lines: list[ToldLine], decided: Decided | None) -> dict[UUID, MemberName]:
    wanted = {one.noted_by for one in lines}
    if decided is not None:
        wanted |= {decided.decided_by} | ({decided.second_by} if decided.second_by else set())
    return dict(names_of_members(actor.organisation_id, wanted))


def _travels(actor: Actor, lines: list[ToldLine]) -> dict[UUID, TravelState]:
    return states_of_packages(actor.organisation_id, [one.package_id for one in lines if one.package_id])


def _receivers(actor: Actor, lines: list[ToldLine], decided: Decided | None) -> list[PartnerFacts]:
    """Partners that can take it over and have not got it."""
    if decided is None or not decided.stands:
        return []
    have = {one.partner_id for one in lines if one.whom is Whom.RECEIVER}
    return [one for one in confirmed_partners(actor.organisation_id) if one.id not in have]
