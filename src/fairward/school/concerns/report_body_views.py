"""The body map of one statement of an unsent report. It may not hold anything up: unfinished marks stay as words."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairward.access.requests import actor_of, requires
from fairward.design.body_map import PARTS, SIDES, BodyMarkForm, BodyMarkFormSet
from fairward.design.repeats import ADD, REMOVE, with_another, without_row
from fairward.files.content import Mark
from fairward.kernel.actor import Actor
from fairward.school.concerns import drafting
from fairward.school.concerns.drafting import OpenDraft
from fairward.school.concerns.report_answers import Said
from fairward.school.concerns.report_forms import WHAT
from fairward.school.concerns.report_presenters import marks_shown

Marks: TypeAlias = "BaseFormSet[BodyMarkForm]"
PREFIX, MOST_MARKS = "marks", 30
_COLUMNS = ("part", "side", "size", "colour", "description")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("school:concern:report")
def body(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Marks by tapping, by keyboard or from the list of parts."""
    by = actor_of(request)
    draft = drafting.open_draft(request, by, to_change=request.method == "POST")
    said = draft.answers.statement(statement_id) if draft else None
    if draft is None or said is None:
        return redirect("report:start")
    if request.method != "POST":
        rows = [{name: getattr(mark, name) for name in _COLUMNS} for mark in said.marks]
        return _show(request, draft, said, BodyMarkFormSet(initial=rows, prefix=PREFIX))
    return _answer(request, by, draft, said)


def _answer(request: HttpRequest, by: Actor, draft: OpenDraft, said: Said) -> HttpResponse:
    data: QueryDict = request.POST
    if REMOVE in data:
        data = without_row(data, PREFIX, _row_of(str(data[REMOVE])))
    said.marks = marks_from(data)
    draft.answers.turn += 1
    drafting.keep(by, draft)
    if ADD in data or REMOVE in data:
        data = with_another(data, PREFIX) if ADD in data else data
        return _show(request, draft, said, _unchecked(data))
    if data.get("do") == "autosave":
        return HttpResponse(status=204)
    formset = BodyMarkFormSet(_without_empty(data), prefix=PREFIX)
    if not formset.is_valid() and "asked" not in data:
        return _show(request, draft, said, formset, is_asked=True)
    return redirect("report:page", WHAT)


def marks_from(data: QueryDict) -> list[Mark]:
    """Every row with something in it, finished or not, so that nothing typed is lost."""
    rows = []
    for place in range(MOST_MARKS):
        typed = {name: str(data.get(f"{PREFIX}-{place}-{name}", "")).strip() for name in _COLUMNS}
        typed["part"] = typed["part"] if typed["part"] in PARTS else ""
        typed["side"] = typed["side"] if typed["side"] in SIDES else ""
        if any(typed.values()):
            rows.append(Mark(**typed))
    return rows


def _without_empty(data: QueryDict) -> QueryDict:
    """A row in which nothing was chosen or typed is no mark, and nothing is asked about it."""
    for place in reversed(range(MOST_MARKS)):
        if not any(str(data.get(f"{PREFIX}-{place}-{name}", "")).strip() for name in _COLUMNS):
            data = without_row(data, PREFIX, place)
    return data


def _unchecked(data: QueryDict) -> Marks:
    """The same rows drawn again without a complaint about the ones that are not finished."""
    stated = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    total = min(int(stated), MOST_MARKS) if stated.isdigit() else 1
    rows = [{name: data.get(f"{PREFIX}-{place}-{name}", "") for name in _COLUMNS} for place in range(total)]
    formset = BodyMarkFormSet(initial=rows, prefix=PREFIX)
    formset.extra = 0
    return formset


def _row_of(button: str) -> int:
    row = button.rpartition(":")[2]
    return int(row) if row.isdigit() else MOST_MARKS


def _show(
    request: HttpRequest, draft: OpenDraft, said: Said, formset: Marks, *, is_asked: bool = False
) -> HttpResponse:
    context = {"formset": formset, "said": said, "marks": marks_shown(said), "answers": draft.answers,
               "is_danger": draft.answers.is_danger, "is_asked": is_asked}  # fmt: skip
    return render(request, "concerns/report_body.html", context)
