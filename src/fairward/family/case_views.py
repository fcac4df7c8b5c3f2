"""The reader's own requests. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases.my_queries import my_case_for, my_cases
from fairward.family.case_presenters import case_on_page


@require_safe
@requires("family:self:use", unlocked=True)
def requests(request: HttpRequest) -> HttpResponse:
    """Everything that the reader asked for, with where it stands and until when."""
    cases = [case_on_page(one) for one in my_cases(actor_of(request))]
    return render(request, "family/requests.html", {"cases": cases})


@require_safe
@requires("family:self:use", unlocked=True)
def one_request(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One request: what was asked, what was answered."""
    opened = my_case_for(actor_of(request), case_id, "reading one's own request")
    return render(request, "family/request.html", {"case": case_on_page(opened.case, opened.texts)})
