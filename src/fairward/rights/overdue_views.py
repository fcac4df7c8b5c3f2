"""Decisions about families that are overdue: dates and counts for whoever is asked. It may show no content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairward.access.requests import actor_of, requires
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, plural
from fairward.rights.overdue_queries import Overdue, overdue_for

SHOWN = 200


@requires("rights:overdue:see")
def overdue(request: HttpRequest) -> HttpResponse:
    """How many decisions are missing, since when, and who is asked by now."""
    page = overdue_for(actor_of(request), "seeing which decisions are overdue")
    counts = Counter(one.lack.value for one in page.rows)
    context = {
        "rows": _rows(page.rows[:SHOWN], is_linked=page.is_linked),
        "shown": min(len(page.rows), SHOWN),
        "total": len(page.rows),
        "counts": counts,
    }
    return render(request, "rights/overdue.html", context)


def _rows(found: Sequence[Overdue], *, is_linked: bool) -> list[Row]:
    """One row for each entry and what it lacks: a family of five is one thing to do, not five."""
    alike = sorted(found, key=lambda one: (one.since, one.entry_id, one.lack.value))
    groups = groupby(alike, key=lambda one: (one.since, one.entry_id, one.lack.value))
    return [_row(list(group), is_linked=is_linked) for _, group in groups]


def _row(group: Sequence[Overdue], *, is_linked: bool) -> Row:
    one = group[0]
    where = url("rights:who_sees", entry_id=one.entry_id) if is_linked else ""
    cells = (
        Cell(f"{one.lack.value}: {plural(len(group), 'person', 'people')} of one family", where),
        Cell(date_words(one.since)),
        Cell(one.step.word.capitalize()),
        Cell(one.sentence),
    )
    return Row(cells)
