"""Partners: the list, a new card, comparing it, withdrawing it; one's own card. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Fact
from fairward.exchange.travel import cards
from fairward.exchange.travel import partner_presenters as words
from fairward.exchange.travel.arrival_queries import has_arrived
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, make_card, withdraw_partner
from fairward.exchange.travel.partner_forms import CardForm, ConfirmForm
from fairward.exchange.travel.partner_queries import (
    PartnerFacts,
    contradicting,
    found_here,
    is_here,
    kept_heads,
    partner,
    partners,
    published_card,
)
from fairward.exchange.travel.sending_queries import has_sent
from fairward.kernel.denied import Denied, NotFound
from fairward.organisations.queries import names_of_members

PERMISSION = "exchange:partners:manage"
_FIELDS = {"digits_differ": "heard", "phoned_missing": "phoned"}


@requires(PERMISSION)
def all_partners(request: HttpRequest) -> HttpResponse:
    """Whom packages go to and come from."""
    actor = actor_of(request)
    own, may_see = actor.organisation_id, may(actor, "exchange:travel:see")
    context = {
        "rows": words.rows(partners(own), contradicting(own)),
        "has_card": bool(published_card(own)),
        "has_sent": may_see and has_sent(own),
        "has_arrived": may_see and has_arrived(own),
    }
    return render(request, "travel/partners.html", context)


@requires(PERMISSION)
def add(request: HttpRequest) -> HttpResponse:
    """A card that somebody sent; or an organisation of this installation."""
    actor = actor_of(request)
    form = CardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("travel:partner", partner_id=add_card(by=actor, text=form.text()))
        except Denied as denied:
            form.add_error("pasted", denied.sentence)
    here = words.here_rows(found_here(actor.organisation_id))
    return render(request, "travel/add.html", {"form": form, "here": here})


@requires(PERMISSION)
def add_here(request: HttpRequest, other_id: UUID) -> HttpResponse:
    """An organisation of the same installation: its card is here already."""
    actor = actor_of(request)
    found = [one for one in found_here(actor.organisation_id) if one.organisation_id == other_id]
    if not found:
        raise NotFound("card")
    if request.method == "POST":
        partner_id = add_card(by=actor, text=published_card(other_id))
        return redirect("travel:partner", partner_id=partner_id)
    return render(request, "travel/add_here.html", {"card": found[0]})


@requires(PERMISSION)
def one(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One partner; while its card is not confirmed, the comparison."""
    actor = actor_of(request)
    found = partner(actor.organisation_id, partner_id)
    here = is_here(found.other_id)
    form = ConfirmForm(request.POST or None, is_here=here)
    if request.method == "POST" and form.is_valid():
        heard, phoned = form.heard_digits(), form.cleaned_data["phoned"]
        try:
            confirm_partner(by=actor, partner_id=partner_id, heard=heard, phoned=phoned)
            return redirect("travel:partner", partner_id=partner_id)
        except Denied as denied:
            form.add_error(_FIELDS.get(denied.code, "phoned"), denied.sentence)
    wrong = contradicting(actor.organisation_id)
    context = {
        "found": found, "form": form, "is_here": here, "chips": words.chips(found, wrong),
        "contradicts": found.other_id in wrong, "facts": _facts(actor.organisation_id, found, here),
    }  # fmt: skip
    return render(request, "travel/partner.html", context)


@requires(PERMISSION)
def withdraw(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """After saying what it does: nothing goes there and nothing is taken from there."""
    actor = actor_of(request)
    found = partner(actor.organisation_id, partner_id)
    if request.method == "POST":
        withdraw_partner(by=actor, partner_id=partner_id)
        return redirect("travel:partners")
    return render(request, "travel/withdraw.html", {"found": found})


@requires(PERMISSION)
def card(request: HttpRequest) -> HttpResponse:
    """One's own card, and the digits to read out."""
    text = published_card(actor_of(request).organisation_id)
    own = cards.read(text) if text else None
    context = {"card": own, "text": text, "digits": words.digits(own) if own else ""}
    return render(request, "travel/card.html", context)


@require_POST
@requires(PERMISSION)
def make(request: HttpRequest) -> HttpResponse:
    """Make one's own card anew."""
    make_card(by=actor_of(request))
    return redirect("travel:card")


@requires(PERMISSION)
def card_file(request: HttpRequest) -> HttpResponse:
    """One's own card as a file to send."""
    text = published_card(actor_of(request).organisation_id)
    if not text:
        raise NotFound("card")
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="fairward-card.json"'
    return response


def _facts(own: UUID, found: PartnerFacts, here: bool) -> list[Fact]:
    who = [found.confirmed_by] if found.confirmed_by else []
    by = {member: name.name for member, name in names_of_members(own, who).items()}
    heads = kept_heads(own, [found.id]).get(found.id, 0)
    return words.facts(found, by, heads, is_here=here)
