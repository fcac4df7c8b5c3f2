"""Agreements with agencies: the list, one of them as data, ending one. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.exchange.travel.partner_queries import confirmed_partners, partner
from fairward.hub.enquiries.agreement_actions import MANAGE, end_agreement, keep_agreement
from fairward.hub.enquiries.agreement_queries import KeptAgreement, standing, standing_with
from fairward.hub.enquiries.forms import AgreementForm
from fairward.hub.enquiries.presenters import agreement_facts, agreement_rows
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind


@require_safe
@requires(MANAGE)
def agreements(request: HttpRequest) -> HttpResponse:
    """Every partner, with what was agreed."""
    own = actor_of(request).organisation_id
    partners = [one for one in confirmed_partners(own) if one.card.kind is not OrganisationKind.HUB]
    return render(request, "enquiries/agreements.html", {"rows": agreement_rows(partners, standing(own))})


@requires(MANAGE)
def agreement(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """What was agreed with one partner; a change begins a new agreement and ends the one before."""
    actor = actor_of(request)
    to, kept = partner(actor.organisation_id, partner_id), standing_with(actor.organisation_id, partner_id)
    form = AgreementForm(request.POST or None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            keep_agreement(
                by=actor, partner_id=partner_id, terms=form.terms(), signed_on=said["signed_on"], review_on=said["review_on"]
            )  # fmt: skip
            return redirect("enquiries:agreements")
        except Denied as denied:
            form.add_error("review_on" if denied.code == "review_before" else None, denied.sentence)
    facts = agreement_facts(kept) if kept else []
    context = {"to": to, "kept": kept, "facts": facts, "form": form}
    return render(request, "enquiries/agreement.html", context)


@require_POST
@requires(MANAGE)
def end(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """It ends today."""
    end_agreement(by=actor_of(request), partner_id=partner_id)
    return redirect("enquiries:agreements")


def _initial(kept: KeptAgreement | None) -> dict[str, Any]:
    if kept is None:
        return {}
    terms = kept.terms
    same = ("title", "look_back_months", "retention", "signed_by")
    return {
        **{key: getattr(terms, key) for key in same},
        **{key: list(getattr(terms, key)) for key in ("purposes", "powers", "people")}, "sorts": list(terms.data),
        "labels": [str(int(one)) for one in terms.labels], "signed_on": kept.signed_on, "review_on": kept.review_on,
        **{f"clause_{part}": number for part, number in terms.clauses.items()},
    }  # fmt: skip
