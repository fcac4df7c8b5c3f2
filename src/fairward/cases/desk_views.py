"""The officer's desk and the leads' list of what to put right. It may not query by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases.desk_forms import CaseFilterForm
from fairward.cases.desk_queries import PAGE, CaseDesk, CaseFilter, case_desk_for, corrections_for
from fairward.cases.presenters import COLUMNS, case_rows, count_words, desk_pages, kind_links


@require_safe
@requires("rights:case:handle")
def desk(request: HttpRequest) -> HttpResponse:
    """Every case, overdue first."""
    form = CaseFilterForm(request.GET)
    wanted = form.wanted()
    found = case_desk_for(actor_of(request), wanted, "the desk of rights")
    links = kind_links(found, wanted, "cases:desk")
    return render(request, "cases/desk.html", {**_list(found, wanted, form, "cases:case"), "links": links})


@require_safe
@requires("rights:correction:decide")
def corrections(request: HttpRequest) -> HttpResponse:
    """What somebody asked to put right, by when it is due."""
    form = CaseFilterForm(request.GET)
    wanted = form.wanted()
    found = corrections_for(actor_of(request), wanted, "the list of what to put right")
    return render(request, "cases/corrections.html", _list(found, wanted, form, "cases:correction"))


def _list(found: CaseDesk, wanted: CaseFilter, form: CaseFilterForm, page: str) -> dict[str, object]:
    return {
        "desk": found, "columns": COLUMNS, "rows": case_rows(found.items, page), "count": count_words(found, wanted),
        "pages": desk_pages(found, wanted, PAGE), "form": form, "is_filtered": form.is_chosen,
    }  # fmt: skip
