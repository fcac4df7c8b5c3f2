"""The officer's page of one case and what is done there. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases.case_presenters import case_facts, letters_of
from fairward.cases.case_queries import case_for
from fairward.cases.vocabulary import CaseKind

HANDLE = "rights:case:handle"


@require_safe
@requires(HANDLE, unlocked=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: what was asked, what was written since, its clock and what can be done now."""
    opened = case_for(actor_of(request), case_id, "dealing with a case")
    if opened.item.kind is CaseKind.ACCESS_REQUEST:
        return redirect("access_requests:request", case_id=case_id)  # it has pages of its own
    context = {"case": opened, "facts": case_facts(opened), "talk": letters_of(opened)}
    return render(request, "cases/case.html", context)
