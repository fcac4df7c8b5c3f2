"""Taking a question to an agency back. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.travel.sending_queries import state_of_package, stoppable
from fairward.hub.enquiries.asking_checks import SEND
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_queries import enquiry_for
from fairward.hub.enquiries.forms import WithdrawForm
from fairward.hub.enquiries.gate_queries import gate_for
from fairward.hub.enquiries.presenters import enquiry_facts
from fairward.hub.enquiries.withdrawing_actions import withdraw_question
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.trying import done
from fairward.kernel.denied import NotFound

WHY = "taking back a question to an agency"


@requires(SEND, unlocked=True)
def withdraw(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """Take a question back, with a reason that the agency reads."""
    actor, own = actor_of(request), actor_of(request).organisation_id
    found, form = enquiry_for(actor, enquiry_id, WHY), WithdrawForm(request.POST or None)
    case_id = found.facts.case_id
    case, gate = asking_case(own, case_for(actor, case_id, WHY)), gate_for(actor, case_id, WHY)
    if gate is None:
        raise NotFound("gate")

    def act() -> None:
        reason = form.cleaned_data["words"]
        withdraw_question(by=actor, case=case, gate=gate, enquiry_id=enquiry_id, reason=reason)

    if request.method == "POST" and form.is_valid() and done(form, "words", act):
        return redirect("enquiries:asked", case_id=case_id)
    context = {
        "found": found, "form": form, "facts": enquiry_facts(found, timezone.now()),
        "is_still_here": stoppable(own, found.facts.package_id) is not None,
        "is_link": state_of_package(own, found.facts.package_id) is None,
    }  # fmt: skip
    return render(request, "enquiries/withdraw.html", context)
