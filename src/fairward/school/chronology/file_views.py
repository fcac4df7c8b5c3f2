"""The chronology of one file, on the screen and on paper. It may not query by itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.paper import paper_style
from fairward.design.pieces import Pages
from fairward.documents import pdf
from fairward.exchange.choosing.leaving import leaving_lines
from fairward.exchange.following.arrived_queries import changes_waiting
from fairward.files.queries import PAGE, Filters, file_for
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis, EntryKind
from fairward.retention.held import held_child
from fairward.school.chronology.actions import print_file
from fairward.school.chronology.forms import FilterForm, FindForm
from fairward.school.chronology.presenters import chronology_lanes
from fairward.school.chronology.printing import OUTSIDE, STAYS_INSIDE, ForWhomForm
from fairward.school.chronology.queries import FilePage, family_names, file_page_for, page_of
from fairward.school.chronology.reasons import reason_of

SEND = "exchange:package:send"
# What a posted page hands on to the next one is everything that was typed, but not these.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "page"})


def _filters(form: FilterForm, find: FindForm | None = None) -> Filters:
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    content: dict[str, Any] = find.cleaned_data if find is not None and find.is_valid() else {}
    return Filters(
        kind=EntryKind(given["kind"]) if given.get("kind") else None,
        since=given.get("since"),
        until=given.get("until"),
        oldest_first=given.get("order") == "oldest",
        page=given.get("page") or 1,
        theme=content.get("theme", ""),
        text=content.get("text", ""),
        person=UUID(content["person"]) if content.get("person") else None,
    )


@requires("school:file:read", unlocked=True)
def chronology(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One file, newest or oldest first, narrowed by kind, date and content. Words are posted, never in an address."""
    actor, why = actor_of(request), reason_of(request.GET.get("why"))
    held = file_for(actor, file_id, why)
    head, opened, _ = held
    family = family_names(actor, opened)
    posted = request.POST if request.method == "POST" else None
    form = FilterForm(posted if posted is not None else request.GET)
    find = FindForm(posted, purpose=head.purpose, people=family)
    page = page_of(actor, held, _filters(form, find), why, family)
    return render(request, "chronology/file.html", _context(request, page, form, find))


def _context(request: HttpRequest, page: FilePage, form: FilterForm, find: FindForm) -> dict[str, Any]:
    query = {key: request.GET[key] for key in request.GET}
    kept = {key: request.POST[key] for key in request.POST if key not in NOT_KEPT}
    asked = {key for key, value in {**query, **kept}.items() if value} - {"why", "page", "order"}
    return {
        "page": page,
        "form": form,
        "find": find,
        "pages": Pages.of(
            number=page.chronology.page, per_page=PAGE, total=page.chronology.total, query=query
        ),
        "kept": kept,
        "is_filtered": bool(asked),
        "is_asked": bool(asked or form.data.get("order")),
        "bases": list(Basis),
        "lanes": chronology_lanes(page.entries),
        "why": request.GET.get("why", ""),
        "may_see_log": may(actor_of(request), "school:log:read"),
        "may_tell": may(actor_of(request), "school:disclosure:note"),
        "may_send": may(actor_of(request), SEND),
        "may_share": may(actor_of(request), "keys:rings:grant"),
        "today": timezone.localdate(),
        "leaving": leaving_lines(actor_of(request), page.head.id),
        "held": held_child(actor_of(request), page.head.child_id, page.head.id),
        "changes": changes_waiting(actor_of(request).organisation_id, page.chronology.entries),
    }


def _whole(actor: Actor, file_id: UUID, why: str) -> tuple[list[FilePage], date]:
    pages = [file_page_for(actor, file_id, Filters(oldest_first=True), why)]
    for number in range(2, pages[0].chronology.pages + 1):
        pages.append(file_page_for(actor, file_id, Filters(oldest_first=True, page=number), why))
    return pages, timezone.localdate()


@require_POST
@requires("school:file:read", unlocked=True)
def file_pdf(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The whole file as a tagged PDF for work here, each statement with its basis and what is attached: an act in the log.

    What is for somebody outside is chosen passage by passage, as everything that leaves.
    """
    form = ForWhomForm(request.POST)
    if not form.is_valid():
        return _before(request, file_id, form)
    if form.cleaned_data["for_whom"] == OUTSIDE:
        return redirect("choosing:begin", file_id=file_id)
    return _printed(request, file_id)


def _printed(request: HttpRequest, file_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    pages, today = _whole(actor, file_id, "printing the file")
    print_file(by=actor, file_id=file_id, child_id=pages[0].head.child_id)
    title = f"{pages[0].head.purpose.word.capitalize()} file of {pages[0].child.full}"
    html = render_to_string(
        "chronology/print.html", {"pages": pages, "title": title, "today": today}, request
    )
    response = HttpResponse(
        pdf.render(html, title=title, style=paper_style() + STAYS_INSIDE), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'attachment; filename="file.pdf"'
    return response


@require_GET
@requires("school:file:read", unlocked=True)
def before_print(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What to think of before a file leaves the screen."""
    return _before(request, file_id, ForWhomForm())


def _before(request: HttpRequest, file_id: UUID, form: ForWhomForm) -> HttpResponse:
    actor = actor_of(request)
    head, _, child = file_for(actor, file_id, "printing the file")
    context = {"head": head, "child": child, "form": form, "may_send": may(actor, SEND)}
    return render(request, "chronology/before_print.html", context)
