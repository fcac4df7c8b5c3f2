"""What is recorded, as the reader is shown it. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.family.advance import after_advance
from fairward.family.presenters import frame
from fairward.family.queries import my_child
from fairward.kernel.denied import NotFound
from fairward.mistakes.queries import taken_from_me
from fairward.rights.shown_presenters import ShownOnPage, StatementOnPage, shown_on_page
from fairward.rights.shown_queries import one_shown_for, shown_for
from fairward.rules import glossary

WHY = "reading one's own record"


@require_safe
@requires("family:self:use", unlocked=True)
@after_advance
def record(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Everything that the reader is shown of one record, newest first."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    entries = [shown_on_page(one) for one in shown_for(actor, child_id, WHY)]
    context = {
        "frame": frame(child, "family:record"),
        "entries": entries,
        "taken": taken_from_me(actor, child_id, WHY),
        "bases": glossary.bases(),
        "words": glossary.words_in(
            text for one in entries for text in (one.title, *(each.text for each in one.statements))
        ),
    }
    return render(request, "family/record.html", context)


@require_safe
@requires("family:self:use", unlocked=True)
@after_advance
def entry(request: HttpRequest, child_id: UUID, entry_id: UUID) -> HttpResponse:
    """One entry, with what can be done about it."""
    actor = actor_of(request)
    child = my_child(actor, child_id)
    one = shown_on_page(one_shown_for(actor, child_id, entry_id, WHY))
    return render(request, "family/entry.html", {"frame": frame(child, "family:record"), "one": one})


def claim_of(one: ShownOnPage, statement_id: UUID | None) -> StatementOnPage | None:
    """The claim that is meant; None for the whole entry. One that the reader is not shown is not there."""
    if statement_id is None:
        return None
    for claim in one.statements:
        if claim.id == statement_id:
            return claim
    raise NotFound("statement")
