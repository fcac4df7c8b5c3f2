"""The board of the shift, and opening what has arrived. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.arrival_queries import one_arrived
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.intake import presenters as words
from fairward.hub.intake.beside import on_board
from fairward.hub.intake.board_queries import PAGE, Wanted, board_for
from fairward.hub.intake.case_actions import hand_over_shift
from fairward.hub.intake.contact_actions import refuse_arrival, take_arrival
from fairward.hub.intake.forms import BoardForm, HandOverForm
from fairward.hub.intake.policies import READ, TAKE
from fairward.hub.intake.reader_queries import readers
from fairward.hub.intake.trying import done
from fairward.hub.intake.waiting_queries import waits_for

WHY, ASK = "the board of the shift", "hub:enquiry:send"
# Answers, what agencies put right, disagreements: nobody knows which before they are opened.
COMES_BACK = (EnvelopeKind.RETURN, EnvelopeKind.CORRECTION_NOTICE)


@require_safe
@requires(READ)
def board(request: HttpRequest) -> HttpResponse:
    """What is due when, who has it, what waits for whom."""
    actor, form = actor_of(request), BoardForm(request.GET)
    wanted = form.wanted()
    found = board_for(actor, wanted, WHY)
    context = {
        "form": form, "is_narrowed": wanted.is_narrowed, "rows": words.board_rows(found), "columns": words.COLUMNS,
        "count": words.count_words(found, wanted), "arrived": words.arrived_rows(found.untaken),
        "arrived_columns": words.ARRIVED_COLUMNS,
        "waits": [] if wanted.is_narrowed else words.waits_rows(waits_for(actor, timezone.now(), WHY)),
        "come_back": len(waiting(actor.organisation_id, COMES_BACK)) if may(actor, ASK) else 0,
        "may_take": may(actor, TAKE), "beside": on_board(actor.organisation_id),
        "pages": Pages.of(number=wanted.page, per_page=PAGE, total=found.total, query=request.GET.dict()),
    }  # fmt: skip
    return render(request, "intake/board.html", context)


@requires(TAKE, unlocked=True)
def arrived(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """A sealed contact: who sent it and when; opening it makes a case and tells the sender."""
    actor, form = actor_of(request), forms.Form(request.POST or None)
    found = one_arrived(actor.organisation_id, arrival_id)
    if request.method == "POST" and request.POST.get("do") == "refuse":
        if done(form, None, lambda: refuse_arrival(by=actor, arrival_id=arrival_id)):
            return redirect("intake:board")
    elif request.method == "POST":
        made: list[UUID] = []
        if done(form, None, lambda: made.append(take_arrival(by=actor, arrival_id=arrival_id))):
            return redirect("intake:case", case_id=made[0])
    return render(request, "intake/arrived.html", {"found": found, "form": form})


@requires(READ, unlocked=True)
def shift(request: HttpRequest) -> HttpResponse:
    """The end of a shift: everything that one has goes to somebody else."""
    actor = actor_of(request)
    mine = board_for(actor, Wanted(is_mine=True), "handing a shift over")
    form = HandOverForm(request.POST or None, people=readers(actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        to, note = UUID(form.cleaned_data["to"]), form.cleaned_data["note"]
        if done(form, "to", lambda: hand_over_shift(by=actor, to=to, note=note)):
            return redirect("intake:board")
    context = {"form": form, "rows": words.board_rows(mine), "columns": words.COLUMNS, "total": mine.total}
    return render(request, "intake/shift.html", context)
