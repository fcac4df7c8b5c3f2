"""Where a child's record went: who outside holds what, as a table and a picture. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.exchange.following import where_presenters
from fairward.exchange.following.where_queries import PAGE, Where, where_for

WHY = "seeing where a child’s record went"


class WhereForm(forms.Form):
    """Which file, and which page of the list."""

    file = forms.ChoiceField(label="Which file?", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)


@require_safe
@requires("school:disclosure:note", unlocked=True)
def where(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The table, the picture above it, and a way to narrow it to one file."""
    actor, now = actor_of(request), timezone.now()
    file_id, page = _asked(request)
    found = where_for(actor, child_id, file_id, page, WHY)
    form = WhereForm(request.GET)
    choices = [("", "All files"), *((str(one.id), one.purpose.word.capitalize()) for one in found.files)]
    form.fields["file"].choices = choices  # type: ignore[attr-defined]
    query = {"file": str(file_id)} if file_id else {}
    context = {
        "found": found, "form": form, "rows": where_presenters.rows_of(found.holds, now),
        "columns": where_presenters.COLUMNS, "is_narrowed": file_id is not None,
        "picture": where_presenters.picture_of(_held(found), now), "came": where_presenters.came_rows(found.came),
        "pages": Pages.of(number=page, per_page=PAGE, total=found.total, query=query),
    }  # fmt: skip
    return render(request, "following/where.html", context)


def _held(found: Where) -> list[where_presenters.Held]:
    came = [where_presenters.came_held(one) for one in found.came]
    return [*(where_presenters.held_of(one) for one in found.holds), *came]


def _asked(request: HttpRequest) -> tuple[UUID | None, int]:
    """The file and the page of the address; what is no number asks for everything."""
    try:
        file_id = UUID(request.GET.get("file", ""))
    except ValueError:
        file_id = None
    number = request.GET.get("page", "")
    return file_id, max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
