"""The pages of the log. Each view parses, asks and renders."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairward.access.requests import actor_of, requires
from fairward.audit.reading import Wanted
from fairward.organisations.queries import members
from fairward.oversight import presenters, queries
from fairward.oversight.forms import FindChildForm, LogFilterForm
from fairward.people.queries import find_children

reading = require_http_methods(["GET", "HEAD"])
PERMISSION = "school:log:read"


@never_cache
@reading
@requires(PERMISSION)
def log(request: HttpRequest) -> HttpResponse:
    """The organisation's log, filtered, newest first."""
    actor = actor_of(request)
    people = [(one.membership_id, one.name) for one in members(actor.organisation_id, include_ended=True)]
    form = LogFilterForm(request.GET, people=people)
    is_valid = form.is_valid()
    wanted = form.wanted() if is_valid else Wanted()
    before, after = (form.cleaned_data.get(name) for name in ("before", "after"))
    view = queries.log_for(actor, wanted, before=before, after=after)
    context: dict[str, Any] = {
        "form": form,
        "rows": presenters.rows(view.page.lines, view.names),
        "count": presenters.count_words(view.page),
        "page": view.page,
        "is_filtered": wanted != Wanted() or not is_valid,
        "about": _child_name(view.names, wanted.about_id),
        "state": presenters.state_words(view.state),
        "note": view.state.note,
        **_neighbours(request, view.page.lines),
    }
    return render(request, "oversight/log.html", context)


@never_cache
@reading
@requires(PERMISSION)
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who looked at a child's record."""
    looks = queries.looks_at_child(actor_of(request), child_id)
    return _looks(request, looks, f"Who looked at the record of {looks.child}")


@never_cache
@reading
@requires(PERMISSION)
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Who looked at one entry."""
    looks = queries.looks_at_entry(actor_of(request), entry_id)
    return _looks(request, looks, f"Who looked at this entry of {looks.child}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def find(request: HttpRequest) -> HttpResponse:
    """Choose the child whose lines are wanted. Names are posted, so that none stands in an address."""
    form = FindChildForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = find_children(actor_of(request), form.cleaned_data["text"], include_left=True)
    return render(request, "oversight/find.html", {"form": form, "found": found})


@never_cache
@require_POST
@requires(PERMISSION)
def download(request: HttpRequest) -> HttpResponse:
    """The whole log as a file that can be checked without us: ids, times and proofs, no names."""
    text = queries.export_log(actor_of(request))
    response = HttpResponse(text, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="fairward-log-{timezone.localdate():%Y-%m-%d}.jsonl"'
    )
    return response


def _looks(request: HttpRequest, looks: queries.Looks, title: str) -> HttpResponse:
    context = {
        "title": title,
        "lines": [presenters.line_words(line, looks.names) for line in looks.lines],
        "all_lines": f"{reverse('oversight:log')}?{urlencode({'about': looks.child_id})}",
        "is_cut": len(looks.lines) == queries.PAGE,
    }
    return render(request, "oversight/looks.html", context)


def _child_name(names: queries.Names, child_id: UUID | None) -> str:
    return names.children[child_id].full if child_id in names.children else "one record"


def _neighbours(request: HttpRequest, lines: list[Any]) -> dict[str, str]:
    """Addresses of the newer and the older page: the filter stays, only the line where to go on changes."""
    if not lines:
        return {"newer": "", "older": ""}
    kept = {key: value for key, value in request.GET.items() if key not in ("before", "after") and value}
    return {
        "newer": "?" + urlencode({**kept, "after": lines[0].leaf.id}),
        "older": "?" + urlencode({**kept, "before": lines[-1].leaf.id}),
    }
