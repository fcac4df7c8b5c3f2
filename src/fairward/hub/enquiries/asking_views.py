"""Questions to agencies: who was asked, asking one, taking in answers, chasing, going on without. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.exchange.answering.arrived_queries import MOST_AT_ONCE, Waiting, waiting
from fairward.exchange.answering.asking_words import asked_facts, person_words
from fairward.exchange.travel.partner_queries import confirmed_partners, partner
from fairward.exchange.travel.sending_queries import state_of_package
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries import enquiry_actions
from fairward.hub.enquiries.asking_checks import SEND, check_can_ask
from fairward.hub.enquiries.asking_package import asked_of_gate, named_people
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_queries import (
    OpenedEnquiry,
    ReadItems,
    enquiries_of,
    enquiry_for,
    items_of,
)
from fairward.hub.enquiries.forms import AskForm, NoteForm
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for
from fairward.hub.enquiries.link_queries import answered_links
from fairward.hub.enquiries.policies import WITHDRAWABLE, missing_in_gate
from fairward.hub.enquiries.presenters import enquiry_facts, enquiry_rows, items_on_page, withdraw_rows
from fairward.hub.enquiries.taking_actions import Taken, take_answer, take_by_link, take_correction
from fairward.hub.intake.case_queries import case_facts, case_for
from fairward.hub.vocabulary import CaseState, EnquiryState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind

READ = "hub:case:read"
COMES_BACK = (EnvelopeKind.RETURN, EnvelopeKind.CORRECTION_NOTICE)
WHY = "asking agencies about a case"


@require_safe
@requires(READ, unlocked=True)
def asked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who was asked and how it stands, what came back, and who can be asked."""
    actor = actor_of(request)
    case, gate = case_for(actor, case_id, WHY), gate_for(actor, case_id, WHY)
    is_closed = case.facts.state is CaseState.CLOSED
    found = enquiries_of(actor, case_id, WHY)
    items = ReadItems((), 0) if is_closed else items_of(actor, case_id, WHY)
    agencies = {one.facts.id: one.content.to for one in found}
    own, may_ask = actor.organisation_id, may(actor, SEND) and not is_closed
    known = [one for one in confirmed_partners(own) if one.card.kind is not OrganisationKind.HUB]
    context = {
        "case": case, "is_closed": is_closed, "rows": enquiry_rows(found, timezone.now()),
        "items": items_on_page(items.items, agencies),
        "for_others": items.for_others, "may_ask": may_ask, "partners": known if may_ask else [],
        "arrived": len(waiting(own, COMES_BACK)) + len(answered_links(own)) if may_ask else 0,
        "over": withdraw_rows(found, gate, case.facts) if may_ask else [],
        "may_end": may_ask and bool(found) and all(one.facts.state is not EnquiryState.ASKED for one in found),
    }  # fmt: skip
    return render(request, "enquiries/asked.html", context)


@requires(SEND, unlocked=True)
def ask(request: HttpRequest, case_id: UUID, partner_id: UUID) -> HttpResponse:
    """Ask one agency: chosen of the gate, looked at as they will read it, then sent."""
    actor = actor_of(request)
    case, gate = case_for(actor, case_id, WHY), gate_for(actor, case_id, WHY)
    if gate is None or missing_in_gate(gate.facts, gate.content):
        return redirect("enquiries:gate", case_id=case_id)
    to, form = (
        partner(actor.organisation_id, partner_id).card,
        AskForm(request.POST or None, content=gate.content),
    )
    context: dict[str, Any] = {"case": case, "form": form, "to": to, "partner_id": partner_id}
    if request.method == "POST" and form.is_valid():
        try:
            if "send" in request.POST:
                _send(actor, case_id, gate, partner_id, form)
                return redirect("enquiries:asked", case_id=case_id)
            return render(
                request, "enquiries/ask_check.html", context | _shown(actor, case_id, gate, partner_id, form)
            )
        except Denied as denied:
            form.add_error(None, denied.sentence)
    return render(request, "enquiries/ask.html", context)


@require_POST
@requires(SEND, unlocked=True)
def take(request: HttpRequest) -> HttpResponse:
    """Take in what has come back, of every case."""
    actor = actor_of(request)
    taken = [_take(actor, one) for one in waiting(actor.organisation_id, COMES_BACK)[:MOST_AT_ONCE]]
    elsewhere, taken = taken.count(None), [one for one in taken if one]
    taken += [
        take_by_link(by=actor, link_id=one) for one in answered_links(actor.organisation_id)[:MOST_AT_ONCE]
    ]
    return render(request, "enquiries/taken.html", {"taken": taken, "elsewhere": elsewhere})


@requires(READ, unlocked=True)
def enquiry(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """One question: as it went, what was noted since; reminding them."""
    return _noting(request, enquiry_id, "chase")


@requires(SEND, unlocked=True)
def escalate(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """Note that somebody above was told."""
    return _noting(request, enquiry_id, "escalate")


@requires(SEND, unlocked=True)
def without(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """Decide without this answer, with the reason."""
    return _noting(request, enquiry_id, "without")


@require_POST
@requires(SEND, unlocked=True)
def end(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everybody has answered, or it goes on without them."""
    enquiry_actions.end_asking(by=actor_of(request), case_id=case_id)
    return redirect("enquiries:asked", case_id=case_id)


def _take(actor: Actor, one: Waiting) -> Taken | None:
    if one.kind is EnvelopeKind.RETURN:
        rooms = (import_string(name) for name in settings.FAIRWARD_TAKES_ANSWERS)
        if any(take_first(by=actor, arrival_id=one.arrival_id) for take_first in rooms):
            return None  # it answers something that another room asked
        return take_answer(by=actor, arrival_id=one.arrival_id)
    return take_correction(by=actor, arrival_id=one.arrival_id)


def _noting(request: HttpRequest, enquiry_id: UUID, what: str) -> HttpResponse:
    actor = actor_of(request)
    found, form = enquiry_for(actor, enquiry_id, WHY), NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _note(actor, found, what, form.cleaned_data["words"])
            return redirect("enquiries:enquiry", enquiry_id=enquiry_id)
        except Denied as denied:
            form.add_error("words", denied.sentence)
    context = {
        "found": found, "form": form, "what": what, "facts": enquiry_facts(found, timezone.now()),
        "travels": state_of_package(actor.organisation_id, found.facts.package_id),
        "is_open": found.facts.state is EnquiryState.ASKED, "may_ask": may(actor, SEND),
        "may_withdraw": may(actor, SEND) and found.facts.state in WITHDRAWABLE,
    }  # fmt: skip
    return render(request, "enquiries/enquiry.html", context)


def _note(actor: Actor, found: OpenedEnquiry, what: str, words: str) -> None:
    enquiry_id = found.facts.id
    if what == "chase":
        enquiry_actions.chase(by=actor, enquiry_id=enquiry_id, words=words)
    elif what == "escalate":
        enquiry_actions.escalate(by=actor, enquiry_id=enquiry_id, words=words)
    else:
        rating = case_facts(actor.organisation_id, found.facts.case_id).rating
        enquiry_actions.go_without(by=actor, enquiry_id=enquiry_id, rating=rating, reason=words)


def _send(actor: Actor, case_id: UUID, gate: OpenedGate, partner_id: UUID, form: AskForm) -> None:
    case = asking_case(actor.organisation_id, case_for(actor, case_id, WHY))
    persons, questions = form.chosen()
    enquiry_actions.ask_agency(
        by=actor, case=case, gate=gate, partner_id=partner_id, persons=persons, questions=questions
    )


def _shown(actor: Actor, case_id: UUID, gate: OpenedGate, partner_id: UUID, form: AskForm) -> dict[str, Any]:
    """The question set as the agency will read it; Denied where it may not be asked."""
    case, now = asking_case(actor.organisation_id, case_for(actor, case_id, WHY)), timezone.now()
    persons, questions = form.chosen()
    agreement = check_can_ask(actor, case, gate, partner_id, persons, questions)
    made = asked_of_gate(case, gate, agreement, persons, questions, now, named_people(actor.organisation_id))
    return {
        "asked": made,
        "facts": asked_facts(made, now),
        "persons": [person_words(one) for one in made.persons],
    }
