"""The pages of term dates: what stands, a year typed in, a file, the preview of both. They may not read a file or check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.administration import actions, policies, term_presenters
from fairward.administration.term_files.given import MOST_PROBLEMS, Reading, TermFileProblem
from fairward.administration.term_files.json_file import written
from fairward.administration.term_files.reading import MOST_BYTES, TOO_LARGE, read_term_file
from fairward.administration.term_forms import MOST_CARRIED, ConfirmTermsForm, SchoolYearForm, TermFileForm
from fairward.administration.term_preview import TermPlan, fingerprint, plan
from fairward.kernel.denied import Denied, NotFound
from fairward.organisations import queries as organisations
from fairward.people.uploads import InMemoryUpload
from fairward.rules.calendars import TermDates
from fairward.rules.term_checks import Problem, check, school_year

PERMISSION = "organisation:settings:manage"


class TermUpload(InMemoryUpload):
    """A calendar of a school holds names: it is taken into memory, never to the disk, and no further than the cap."""

    most_bytes = MOST_BYTES


def _standing(request: HttpRequest) -> TermDates | None:
    """What stands. Only schools have terms: for everybody else there is no such page."""
    policies.check_has_terms(organisations.organisation(actor_of(request).organisation_id).kind)
    return organisations.school_calendar(actor_of(request).organisation_id)


@never_cache
@require_safe
@requires(PERMISSION)
def term_dates(request: HttpRequest) -> HttpResponse:
    """What stands, what is odd about it, and where to change it."""
    standing, today = _standing(request), timezone.localdate()
    first = int(school_year(today)[:4])
    context = {
        "rows": term_presenters.standing_rows(standing) if standing else [],
        "years": term_presenters.years(standing) if standing else [],
        "problems": check(standing, today) if standing else [],
        "known_until": term_presenters.known_until(standing),
        "choices": [(year, f"{year}-{(year + 1) % 100:02d}") for year in (first, first + 1)],
        "is_saved": request.GET.get("saved") == "yes",
    }
    return render(request, "administration/term_dates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def term_year(request: HttpRequest) -> HttpResponse:
    """A school year typed in; the answer is the preview."""
    standing, today = _standing(request), timezone.localdate()
    year = _year(request.POST.get("year") or request.GET.get("year"), int(school_year(today)[:4]))
    form = SchoolYearForm(request.POST or None, year=year, standing=standing)
    if request.method == "POST" and form.is_valid():
        found = plan(Reading(form.dates()), standing, today, year)
        if not found.is_blocked:
            return _show(request, found)
        for problem in found.problems:
            form.add_error(None, problem.sentence)
    return render(
        request, "administration/term_year.html", {"form": form, "year": school_year(form.around[0])}
    )


def _year(raw: str | None, current: int) -> int:
    """The first year of a school year near today."""
    year = int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) == 4 else current
    return year if abs(year - current) <= 5 else current


@csrf_exempt  # only so that the handler below is in place before the form, with its token, is read
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def term_file(request: HttpRequest) -> HttpResponseBase:
    """Choose a file; the answer is the preview."""
    request.upload_handlers = [TermUpload(request)]
    return _term_file(request)


@csrf_protect
@requires(PERMISSION)
def _term_file(request: HttpRequest) -> HttpResponse:
    standing = _standing(request)
    form = TermFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            reading = _read(form.cleaned_data["file"], form.cleaned_data["school"])
        except TermFileProblem as problem:
            form.add_error("file", problem.sentence)
        else:
            return _show(request, plan(reading, standing, timezone.localdate()))
    return render(request, "administration/term_file.html", {"form": form})


term_file.permission = PERMISSION  # type: ignore[attr-defined]


def _read(file: Any, school: str) -> Reading:
    if getattr(file, "is_too_large", False):
        raise TermFileProblem(TOO_LARGE)
    return read_term_file(cast(bytes, file.read()), school)


@never_cache
@require_POST
@requires(PERMISSION)
def term_confirm(request: HttpRequest) -> HttpResponse:
    """Put it into effect as it was shown, or show it again and say what is missing."""
    standing = _standing(request)
    found = _posted_plan(request, standing)
    form = ConfirmTermsForm(request.POST, has_problems=bool(found.problems))
    if found.is_blocked or not form.is_valid():
        return _show(request, found, form)
    try:
        policies.check_nothing_changed(form.cleaned_data["standing"], fingerprint(standing))
    except Denied as denied:
        form.add_error(None, denied.sentence)
        form.data = {**request.POST.dict(), "standing": fingerprint(standing)}
        return _show(request, found, form)
    actions.change_term_dates(by=actor_of(request), dates=found.result)
    return redirect(f"{reverse('administration:term_dates')}?saved=yes")


def _posted_plan(request: HttpRequest, standing: TermDates | None) -> TermPlan:
    """The dates that the preview carried, read and checked again like any others."""
    raw, year = request.POST.get("dates", "")[:MOST_CARRIED], request.POST.get("year", "")
    notes = request.POST.get("notes", "")[:MOST_CARRIED].splitlines()
    try:
        reading = read_term_file(raw.encode())
    except TermFileProblem:
        raise NotFound() from None
    today, noted = timezone.localdate(), tuple(Problem(line) for line in notes[:MOST_PROBLEMS])
    chosen = _year(year, int(school_year(today)[:4])) if year else None
    return plan(replace(reading, problems=(*noted, *reading.problems)), standing, today, chosen)


def _show(request: HttpRequest, found: TermPlan, form: ConfirmTermsForm | None = None) -> HttpResponse:
    carried = {
        "dates": written(found.given), "year": found.year or "", "standing": fingerprint(found.standing),
        "notes": "\n".join(found.noted),
    }  # fmt: skip
    form = form or ConfirmTermsForm(initial=carried, has_problems=bool(found.problems))
    context = {
        "plan": found, "form": form, "rows": term_presenters.plan_rows(found),
        "years": [] if found.is_blocked else term_presenters.years(found.result),
        "columns": term_presenters.COLUMNS,
    }  # fmt: skip
    return render(request, "administration/term_preview.html", context)
