"""The list of children who move, one of them, and beginning. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.kernel.denied import Denied
from fairward.people.queries import child_for
from fairward.school.transfers import presenters as words
from fairward.school.transfers.actions import begin_transfer, begin_transfers
from fairward.school.transfers.forms import SECOND, BeginForm, WhichForm, WholeYearForm, YearForm
from fairward.school.transfers.list_queries import transfers_for
from fairward.school.transfers.policies import PERMISSION
from fairward.school.transfers.queries import transfer_for, whole_year_for

WHY = "sending files on with children who move"


@require_safe
@requires(PERMISSION)
def all_transfers(request: HttpRequest) -> HttpResponse:
    """Everybody who moves, the first due first."""
    which, page = WhichForm(request.GET).wanted()
    found = transfers_for(actor_of(request), which, page, WHY)
    context = {
        "links": words.tabs(found, which), "rows": words.rows(found, timezone.localdate()), "columns": words.COLUMNS,
        "total": found.total, "pages": words.pages(found, which), "empty": words.empty(which), "which": which,
    }  # fmt: skip
    return render(request, "transfers/all.html", context)


@require_safe
@requires(PERMISSION)
def one(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One child who moves: the steps, the files, the school, what was asked, the receipt."""
    view = transfer_for(actor_of(request), transfer_id, WHY)
    context = {
        "view": view, "facts": words.facts(view, timezone.localdate()), "chip": words.chip(view),
        "steps": words.steps(view), "parts": words.part_words(view), "past": words.past_words(view),
        "restrictions": words.restrictions(view), "notes": words.note_words(view.notes),
        "has_receipts": any(part.disclosure_id for part in (*view.parts, *view.past)),
        "is_open": view.found.row.closed_at is None,
    }  # fmt: skip
    return render(request, "transfers/one.html", context)


@requires(PERMISSION)
def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """This child will leave, or goes to a second school as well."""
    actor = actor_of(request)
    child = child_for(actor, child_id, WHY)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = begin_transfer(
                by=actor, child_id=child_id, leaves_on=given["leaves_on"], is_copy=given["how"] == SECOND
            )
            return redirect("transfers:one", transfer_id=made)
        except Denied as denied:
            form.add_error("leaves_on" if denied.code == "day_not_near" else None, denied.sentence)
    return render(request, "transfers/begin.html", {"form": form, "child": child})


@requires(PERMISSION)
def whole_year(request: HttpRequest) -> HttpResponse:
    """A whole year leaves at the end of the summer term."""
    actor, chosen = actor_of(request), YearForm(request.GET or None)
    if not chosen.is_bound or not chosen.is_valid():
        return render(request, "transfers/year.html", {"chosen": chosen, "form": None})
    names = whole_year_for(actor, chosen.cleaned_data["year"], WHY)
    shown = {key: name.full for key, name in names.items()}
    form = WholeYearForm(request.POST or None, names=shown, initial={"children": [str(key) for key in shown]})
    if request.method == "POST" and form.is_valid():
        try:
            begin_transfers(by=actor, child_ids=form.chosen(), leaves_on=form.cleaned_data["leaves_on"])
            return redirect("transfers:all")
        except Denied as denied:
            form.add_error(None, denied.sentence)
    return render(request, "transfers/year.html", {"chosen": chosen, "form": form, "names": shown})
