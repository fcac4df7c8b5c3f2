"""What is asked to be put right, where it went, and looking at a decision again. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.hub.corrections import notice_actions, presenters, reviewing_actions
from fairward.hub.corrections.asking_actions import ask as ask_for
from fairward.hub.corrections.case_names import names_of_cases
from fairward.hub.corrections.forms import AskForm, ByHandForm, ReviewForm, SendForm
from fairward.hub.corrections.notice_package import change_words
from fairward.hub.corrections.policies import READ, SEND, said_by
from fairward.hub.corrections.queries import (
    notices_of,
    opened_of,
    owed_in,
    put_right_for,
    reviews_of,
    waiting_lines,
)
from fairward.hub.corrections.sending_actions import send_to_agency
from fairward.hub.corrections.wrong_package import Going, going_of
from fairward.hub.decisions.policies import DECIDE
from fairward.hub.decisions.queries import Decided, decision_for, flagged_cases, standing_decision, told_of
from fairward.hub.decisions.vocabulary import How
from fairward.hub.enquiries.presenters import items_on_page
from fairward.hub.intake.trying import done
from fairward.hub.packs.presenters import cited_words
from fairward.hub.packs.queries import Pack, pack_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import names_of_members

WHY, REASON = "putting something right", "put_right"


@require_safe
@requires(READ, unlocked=True)
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything that waits because something is said to be wrong, or was put right."""
    actor = actor_of(request)
    own = actor.organisation_id
    lines, flagged, owed = waiting_lines(own), flagged_cases(own), owed_in(own)
    names = names_of_cases(actor, {*(one.case_id for one in lines), *flagged, *owed}, WHY)
    rows = presenters.waiting_rows(lines, flagged, owed, names, may_decide=may(actor, DECIDE))
    return render(request, "corrections/waiting.html", {"rows": rows, "columns": presenters.WAITING_COLUMNS})


@require_safe
@requires(READ, unlocked=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was asked and answered in one case, and where the outcome and its corrections went."""
    actor = actor_of(request)
    pack, told = _pack(actor, case_id), told_of(actor, case_id, WHY)
    reviews = reviews_of(actor, case_id, WHY)
    names = names_of_members(actor.organisation_id, [one.reviewed_by for one in reviews])
    notices = notices_of(actor.organisation_id, case_id)
    context = {
        "case": pack.case, "asked": presenters.asked_on_page(opened_of(actor, case_id, WHY), pack),
        "rows": presenters.went_rows(case_id, told, notices), "columns": presenters.WENT_COLUMNS,
        "reviews": [presenters.review_words(one, names) for one in reviews], "may_send": may(actor, SEND),
        "is_flagged": case_id in flagged_cases(actor.organisation_id), "may_decide": may(actor, DECIDE),
    }  # fmt: skip
    return render(request, "corrections/case.html", context)


@requires(READ, unlocked=True)
def ask(request: HttpRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
    """Write down that somebody says that an item is wrong."""
    actor = actor_of(request)
    pack = _pack(actor, case_id)
    shown = [one for one in items_on_page(pack.items, pack.agencies) if one.id == item_id]
    if not shown:
        raise NotFound("item")
    people = [(one.id, f"{one.identity.words}, {said_by(one)}") for one in pack.case.people]
    form = AskForm(request.POST or None, people=people)

    def keep() -> None:
        ask_for(by=actor, item_id=item_id, words=form.cleaned_data["words"], person_id=form.person_id())

    if request.method == "POST" and form.is_valid() and done(form, "words", keep):
        return redirect("corrections:case", case_id=case_id)
    return render(request, "corrections/ask.html", {"case": pack.case, "form": form, "item": shown[0]})


@requires(SEND, unlocked=True)
def send(request: HttpRequest, put_right_id: UUID) -> HttpResponse:
    """Add what is needed, look at it as the agency will read it, send it."""
    actor = actor_of(request)
    line, said = put_right_for(actor, put_right_id, WHY)
    pack = _pack(actor, line.case_id)
    person = next((one for one in pack.case.people if one.id == line.person_id), None)
    named = said_by(person, is_named=True) if person else ""
    form = SendForm(request.POST or None, plain=said_by(person), named=named)
    context: dict[str, Any] = {
        "case": pack.case, "form": form, "facts": presenters.asked_facts(said, line), "going": None, "line": line,
        "item": next((one for one in items_on_page(pack.items, pack.agencies) if one.id == line.item_id), None),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        who = named if form.cleaned_data["named"] == "yes" else said_by(person)
        made: list[Going] = []
        added = form.cleaned_data["added"]
        if done(form, None, lambda: made.append(going_of(actor, pack, line, said, added=added, said_by=who))):
            if "send" in request.POST:
                send_to_agency(by=actor, put_right_id=put_right_id, going=made[0])
                return redirect("corrections:case", case_id=line.case_id)
            context["going"] = made[0]
    return render(request, "corrections/send.html", context)


@requires(DECIDE, unlocked=True)
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look at a decision again because something that it rests on was put right."""
    actor, form = actor_of(request), ReviewForm(request.POST or None)
    pack, decided = _pack(actor, case_id), standing_decision(actor, case_id, WHY)
    own = decided.decided_by == actor.membership_id
    if request.method == "POST" and form.is_valid() and done(form, None, lambda: _review(actor, pack, form)):
        return redirect("decisions:told", case_id=case_id)
    context = {
        "case": pack.case, "decided": decided, "form": form, "cited": cited_words(pack), "is_own": own,
        "items": [one for one in items_on_page(pack.items, pack.agencies) if one.id in pack.cited],
        "name": names_of_members(actor.organisation_id, [decided.decided_by])[decided.decided_by].name,
    }  # fmt: skip
    return render(request, "corrections/review.html", context)


@requires(READ, unlocked=True)
def notice(request: HttpRequest, case_id: UUID, notice_id: UUID) -> HttpResponse:
    """Tell somebody who was told the outcome that something was put right: looked at, then sent; or noted."""
    actor = actor_of(request)
    line = next((one for one in notices_of(actor.organisation_id, case_id) if one.id == notice_id), None)
    told, decided = told_of(actor, case_id, WHY), decision_for(actor, case_id, WHY)
    to = next((one for one in told if line and one.id == line.feedback_id), None)
    if line is None or to is None or decided is None:
        raise NotFound("notice")
    form = forms.Form(request.POST or None) if line.partner_id else ByHandForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(
            form, None, lambda: _tell(actor, notice_id, case_id, decided, form, is_sent=bool(line.partner_id))
        )
    ):
        return redirect("corrections:case", case_id=case_id)
    context = {
        "case_id": case_id, "to": to, "form": form, "line": line, "decided": decided, "words": change_words(decided, to),
    }  # fmt: skip
    return render(request, "corrections/notice.html", context)


def _review(actor: Actor, pack: Pack, form: ReviewForm) -> None:
    if form.is_anew():
        outcome = form.cleaned_data["outcome"]
        reviewing_actions.decide_case_anew(by=actor, pack=pack, outcome=outcome, reasons=form.content())
    else:
        reviewing_actions.leave_as_it_stands(by=actor, pack=pack, reasons=form.cleaned_data["reasons"])


def _tell(
    actor: Actor, notice_id: UUID, case_id: UUID, decided: Decided, form: forms.Form, *, is_sent: bool
) -> None:
    if is_sent:
        pack, told = _pack(actor, case_id), told_of(actor, case_id, WHY)
        notice_actions.send_notice(by=actor, notice_id=notice_id, pack=pack, decided=decided, told=told)
    else:
        how = How(int(form.cleaned_data["how"]))
        notice_actions.note_told(by=actor, notice_id=notice_id, decided=decided, how=how)


def _pack(actor: Actor, case_id: UUID) -> Pack:
    return pack_for(actor, case_id, WHY, REASON)
