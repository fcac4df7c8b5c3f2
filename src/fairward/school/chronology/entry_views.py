"""One entry: read, add, annotate, correct, complete. It may not query by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.repeats import REMOVE, asked_for_another, with_another, without_row
from fairward.documents.attachments import RefusedFile
from fairward.documents.downloads import as_download
from fairward.exchange.following.arrived_queries import changes_waiting
from fairward.files import actions, queries
from fairward.files.attachments import attachment_for
from fairward.files.content import EntryContent
from fairward.files.correcting import Typed, corrected, written
from fairward.files.policies import check_is_ours
from fairward.files.rendering import statement_words
from fairward.files.writing import NewEntry
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose, WhenPrecision
from fairward.people.queries import born_on_of, child_for
from fairward.retention.held import held_entries
from fairward.rights.actions import renew_shown
from fairward.school.chronology.forms import (
    WHOLE_ENTRY,
    AddEntryForm,
    AnnotateForm,
    CorrectForm,
    DoneForm,
    StatementForm,
)
from fairward.school.chronology.queries import entry_page_for, versions_page_for
from fairward.school.chronology.reasons import reason_of

PREFIX = "statement"
MOST_STATEMENTS = 20
StatementFormSet = formset_factory(
    StatementForm, extra=0, min_num=1, max_num=MOST_STATEMENTS, validate_max=True
)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed into the rest of the page when only a row was added or taken away."""
    typed: dict[str, Any] = {key: request.POST[key] for key in request.POST}
    if "occurred_on-day" in typed:
        typed["occurred_on"] = {
            part: typed.get(f"occurred_on-{part}", "") for part in ("day", "month", "year")
        }
    return typed


@requires("school:file:read", unlocked=True)
def read_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry, with everything attached and what followed from it."""
    actor = actor_of(request)
    page = entry_page_for(actor, entry_id, reason_of(request.GET.get("why")))
    context = {
        "page": page,
        "changes": changes_waiting(actor.organisation_id, [page.shown.entry]),
        "may_see_log": may(actor, "school:log:read"),
        "may_decide": may(actor, "school:concern:decide"),
        "may_refer": may(actor, "exchange:package:send"),
        "may_decide_audience": may(actor, "rights:audience:decide"),
        "may_send": may(actor, "exchange:package:send"),
        "held": held_entries(actor, [entry_id]),
    }
    return render(request, "chronology/entry.html", context)


@requires("school:file:read", unlocked=True)
def versions(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Every version of an entry, newest first, with why it was corrected."""
    shown, child, rows = versions_page_for(actor_of(request), entry_id, "comparing versions")
    context = {"entry": shown, "child": child, "versions": rows}
    return render(request, "chronology/versions.html", context)


def _typed_statements(formset: Any) -> list[Typed]:
    """The rows of the page; one that was asked for and left empty is none."""
    given = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    return [Typed(Basis(one["basis"]), one["text"], one["source"], one["claim"]) for one in given]


def _asked_for_rows(request: HttpRequest) -> list[dict[str, str]] | None:
    """The rows to draw when a button for one row more or less was pressed; None when the form was sent."""
    data: QueryDict = request.POST
    if asked_for_another(data):
        data = with_another(data, PREFIX, most=MOST_STATEMENTS)
    elif (row := str(data.get(REMOVE, ""))).startswith(f"{PREFIX}:"):
        data = without_row(data, PREFIX, _number(row.partition(":")[2], MOST_STATEMENTS))
    else:
        return None
    count = min(_number(str(data.get(f"{PREFIX}-TOTAL_FORMS", "")), 1), MOST_STATEMENTS)
    return [
        {name: data.get(f"{PREFIX}-{row}-{name}", "") for name in StatementForm.base_fields}
        for row in range(count)
    ]


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() else otherwise


@requires("school:file:write", unlocked=True)
def add(request: HttpRequest, child_id: UUID, purpose: str) -> HttpResponse:
    """Add a conversation, a meeting or a document to the file of a child."""
    actor, kind = actor_of(request), _purpose(purpose)
    child = child_for(actor, child_id, "adding an entry")
    rows = _asked_for_rows(request)
    data = request.POST if request.method == "POST" and rows is None else None
    form = AddEntryForm(data, initial=_typed(request))
    formset = StatementFormSet(data, initial=rows, prefix=PREFIX)
    if data is not None and form.is_valid() and formset.is_valid():
        given = form.cleaned_data
        moment = timezone.make_aware(datetime.combine(given["occurred_on"], time(12)))
        entry_id = actions.add_entry(
            by=actor, child_id=child_id, purpose=kind,
            new=NewEntry(EntryKind(given["kind"]), moment, WhenPrecision.DAY),
            content=EntryContent(tuple(written(one, child_id) for one in _typed_statements(formset)), given["where"]),
            born_on=born_on_of(actor.organisation_id, child_id),
        )  # fmt: skip
        return redirect("chronology:entry", entry_id=entry_id)
    context = {"form": form, "formset": formset, "child": child, "purpose": kind}
    return render(request, "chronology/add.html", context)


def _purpose(code: str) -> Purpose:
    for purpose in Purpose:
        if purpose.code == code and purpose is not Purpose.STAFF_CONDUCT:
            return purpose
    raise NotFound("purpose")


@requires("school:file:write", unlocked=True)
def annotate(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Attach an explanation, an account or an outcome to one statement or the entry."""
    actor = actor_of(request)
    shown, opened, child = queries.entry_for(actor, entry_id, "adding to an entry")
    choices = [(str(one.id), statement_words(one)) for one in shown.statements]
    form = AnnotateForm(request.POST or None, statements=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.annotate(
            by=actor, file=opened, entry_id=entry_id, kind=AnnotationKind(given["kind"]), text=given["text"],
            statement_id=None if given["statement"] == WHOLE_ENTRY else UUID(given["statement"]),
        )  # fmt: skip
        renew_shown(by=actor, file=opened, entry_id=entry_id)
        return redirect("chronology:entry", entry_id=entry_id)
    return render(request, "chronology/annotate.html", {"form": form, "entry": shown, "child": child})


@requires("school:file:write", unlocked=True)
def correct(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write a corrected version; the earlier one stays and can be read."""
    actor = actor_of(request)
    opened, child, before = queries.standing_content_for(actor, entry_id, "correcting an entry")
    check_is_ours(before)
    rows = _asked_for_rows(request)
    data = request.POST if request.method == "POST" and rows is None else None
    initial = [
        {"claim": one.id, "basis": int(one.basis), "source": one.source, "text": one.text}
        for one in before.statements
    ]
    form = CorrectForm(data, initial=_typed(request))
    formset = StatementFormSet(data, initial=initial if rows is None else rows, prefix=PREFIX)
    if data is not None and form.is_valid() and formset.is_valid():
        statements = corrected(before.statements, _typed_statements(formset), opened.child_id)
        reason = form.cleaned_data["reason"]
        actions.correct_entry(
            by=actor,
            file=opened,
            entry_id=entry_id,
            content=replace(before, statements=statements),
            reason=reason,
        )
        renew_shown(by=actor, file=opened, entry_id=entry_id)
        return redirect("chronology:entry", entry_id=entry_id)
    context = {"form": form, "formset": formset, "entry_id": entry_id, "child": child}
    context["held"] = held_entries(actor, [entry_id])
    return render(request, "chronology/correct.html", context)


@requires("school:file:write", unlocked=True)
def done(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Mark an action as done and write what came of it."""
    actor = actor_of(request)
    shown, opened, child = queries.entry_for(actor, entry_id, "finishing an action")
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.complete_action(by=actor, file=opened, entry_id=entry_id, note=form.cleaned_data["note"])
        return redirect("chronology:entry", entry_id=entry_id)
    return render(request, "chronology/done.html", {"form": form, "entry": shown, "child": child})


@requires("school:file:read", unlocked=True)
def attachment(request: HttpRequest, entry_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Save an attachment of an entry."""
    actor = actor_of(request)
    _, opened, _ = queries.entry_for(actor, entry_id, "opening an attachment")
    try:
        file = attachment_for(actor, opened, entry_id, attachment_id, "opening an attachment")
    except RefusedFile as refused:
        raise Denied("attachment_refused", refused.sentence) from None
    return as_download(name=file.name, mime=file.media_type.mime, content=file.content)
