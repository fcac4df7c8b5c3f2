"""Passing a contact to the team that has the case: which team, what they read, sent or noted. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import body_of
from fairward.exchange.travel.partner_queries import confirmed_partners, partner
from fairward.hub.decisions.forms import TellForm
from fairward.hub.decisions.forward_actions import forward_case, note_forwarded
from fairward.hub.decisions.forward_forms import ForwardForm
from fairward.hub.decisions.forward_package import WHY, Forward, what_goes
from fairward.hub.decisions.policies import check_can_forward
from fairward.hub.decisions.queries import Waits
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.intake.case_queries import CameIn, OpenedCase, case_for
from fairward.hub.intake.policies import TAKE
from fairward.hub.intake.trying import done
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules.labels import Audience

TEAM = Waits(Whom.RECEIVER, "the team that has the case")


@require_safe
@requires(TAKE, unlocked=True)
def teams(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Which team has it: a partner, or one that is told by hand."""
    actor = actor_of(request)
    case = _case(actor, case_id)
    found = [
        one for one in confirmed_partners(actor.organisation_id)
        if one.card.kind is not OrganisationKind.HUB and one.id != case.facts.partner_id
    ]  # fmt: skip
    return render(request, "decisions/teams.html", {"case": case, "teams": found})


@requires(TAKE, unlocked=True)
def forward(request: HttpRequest, case_id: UUID, partner_id: UUID) -> HttpResponse:
    """What they will read, whether the family knows, and sending it."""
    actor = actor_of(request)
    case = _case(actor, case_id)
    came, card = _came(case), partner(actor.organisation_id, partner_id).card
    typed = came.typed.words if came.typed else ""
    form = ForwardForm(request.POST or None, is_typed=came.document is None, initial={"wording": typed})

    def send() -> None:
        given = form.cleaned_data
        made = Forward(came, form.told(), given["asks"], given.get("wording", ""))
        forward_case(by=actor, case=case, partner_id=partner_id, forward=made)

    if request.method == "POST" and form.is_valid() and done(form, None, send):
        return redirect("decisions:told", case_id=case_id)
    goes = what_goes(actor, came, card)
    context = {
        "case": case, "to": card, "form": form, "above": goes.above if goes else 0,
        "body": _drawn(came, card.kind) if came.document else "",
    }  # fmt: skip
    return render(request, "decisions/forward.html", context)


@requires(TAKE, unlocked=True)
def by_hand(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """They have no Fairward: note who was told, and how."""
    actor, form = actor_of(request), TellForm(request.POST or None, may_be_later=False)
    _case(actor, case_id)

    def note() -> None:
        note_forwarded(by=actor, case_id=case_id, telling=form.telling())

    if request.method == "POST" and form.is_valid() and done(form, None, note):
        return redirect("decisions:told", case_id=case_id)
    context = {"case_id": case_id, "whom": TEAM, "form": form}
    return render(request, "decisions/tell.html", context)


def _case(actor: Actor, case_id: UUID) -> OpenedCase:
    case = case_for(actor, case_id, WHY)
    check_can_forward(case.facts)
    return case


def _came(case: OpenedCase) -> CameIn:
    """The contact as it came; NotFound for whoever holds no key to it."""
    if not case.came:
        raise NotFound("contact")
    return case.came[0]


def _drawn(came: CameIn, kind: OrganisationKind) -> str:
    """What they will read, drawn as they will see it."""
    if came.document is None:
        return ""
    shown = seen_by(came.document, Audience.of_organisation(kind))
    return mark_safe(body_of(shown))  # noqa: S308 - drawn by a template that escaped what people wrote
