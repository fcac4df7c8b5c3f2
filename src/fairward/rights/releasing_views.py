"""The lead's pages of looks that wait for somebody of a family: the list, and what they will read. They may not query."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, at_work, requires
from fairward.rights.looking_presenters import look_on_page
from fairward.rights.releasing_actions import WHY, release_looks
from fairward.rights.releasing_forms import ReleaseForm, YearForm
from fairward.rights.releasing_presenters import hidden_words, waiting_on_page
from fairward.rights.releasing_queries import release_for, waiting_looks_for

PERMISSION = "rights:audience:decide"


@requires(PERMISSION, unlocked=True)
def waiting_looks(request: HttpRequest, child_id: UUID, person_id: UUID) -> HttpResponse:
    """Looks that wait for one person. Chosen ones are shown as that person will read them before they are released."""
    actor, year = actor_of(request), _year(request)
    page = waiting_looks_for(actor, child_id, person_id, year, WHY)
    rows = [waiting_on_page(one) for one in page.looks]
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        lines=[(str(one.line_id), one.title) for one in rows],
    )
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "release":
            release_looks(by=actor, child_id=child_id, person_id=person_id, year=year, line_ids=form.chosen())
            return redirect(f"{request.path}?year={year}")
        return _confirm(request, child_id, person_id, form)
    context = {
        "page": page, "form": form, "rows": rows, "chosen": set(form["lines"].value() or ()),
        "this_year": timezone.localdate().year, "undecided": [(one.id, hidden_words(one)) for one in page.undecided],
    }  # fmt: skip
    return render(request, "rights/waiting_looks.html", context)


def _confirm(request: HttpRequest, child_id: UUID, person_id: UUID, form: ReleaseForm) -> HttpResponse:
    found = release_for(actor_of(request), child_id, person_id, _year(request), form.chosen(), WHY)
    school = at_work(request).organisation_name
    context = {
        "page": found.page,
        "lines": [str(one.line_id) for one in found.chosen],
        "told": [look_on_page(one, school) for one in found.told],
        "waits": [waiting_on_page(one) for one in found.chosen],
    }
    return render(request, "rights/release_looks.html", context)


def _year(request: HttpRequest) -> int:
    form, this_year = YearForm(request.GET), timezone.localdate().year
    given = form.cleaned_data["year"] if form.is_valid() else None
    return min(given or this_year, this_year)
