"""What is on its way and what has arrived: facts of the envelope alone. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.exchange.travel import travel_presenters as words
from fairward.exchange.travel.arrival_queries import arrived_for
from fairward.exchange.travel.sending_actions import retry_now, stop_sending
from fairward.exchange.travel.sending_queries import PAGE, one_sent_for, sent_for
from fairward.organisations.queries import names_of_members

PERMISSION, TAKE = "exchange:travel:see", "exchange:package:take"
WHY_SENT, WHY_ARRIVED = "seeing what is on its way", "seeing what has arrived"


@requires(PERMISSION)
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent, what still waits first."""
    number = _page_of(request)
    found, total = sent_for(actor_of(request), WHY_SENT, number)
    pages = Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())
    context = {"rows": words.sent_rows(found), "total": total, "pages": pages}
    return render(request, "travel/sent.html", context)


@requires(PERMISSION)
def one_sent(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """One package on its way: how it stands, what they said, and what can be done."""
    actor = actor_of(request)
    found, said = one_sent_for(actor, sending_id, WHY_SENT)
    by = names_of_members(actor.organisation_id, [found.queued_by])[found.queued_by].name
    context = {"found": found, "facts": words.sent_facts(found, by), "said": words.said_moments(said)}
    return render(request, "travel/one_sent.html", context)


@require_POST
@requires(PERMISSION)
def retry(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Try it now."""
    retry_now(by=actor_of(request), sending_id=sending_id)
    return redirect("travel:one_sent", sending_id=sending_id)


@requires(PERMISSION)
def stop(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """After saying what it does: give up on what has not arrived."""
    actor = actor_of(request)
    found, _ = one_sent_for(actor, sending_id, WHY_SENT)
    if request.method == "POST":
        stop_sending(by=actor, sending_id=sending_id)
        return redirect("travel:one_sent", sending_id=sending_id)
    return render(request, "travel/stop.html", {"found": found})


@requires(PERMISSION)
def arrived(request: HttpRequest) -> HttpResponse:
    """What has arrived, newest first. What is in it stays sealed."""
    number = _page_of(request)
    actor = actor_of(request)
    found, total = arrived_for(actor, WHY_ARRIVED, number)
    pages = Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())
    rows = words.arrived_rows(found, can_open=may(actor, TAKE))
    context = {"rows": rows, "total": total, "pages": pages}
    return render(request, "travel/arrived.html", context)


def _page_of(request: HttpRequest) -> int:
    typed = request.GET.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
