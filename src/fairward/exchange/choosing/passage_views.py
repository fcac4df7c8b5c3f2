"""Choosing passage by passage: the list of entries, one entry, taking what is proposed, undoing. It may not query by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.exchange.choosing import passage_presenters as words
from fairward.exchange.choosing.changing import keep
from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_queries import OpenedDraft, draft_for
from fairward.exchange.choosing.entry_queries import entries_of, one_entry_of
from fairward.exchange.choosing.passage_forms import AttachmentForm, PassageForm
from fairward.exchange.choosing.proposing import standing_in, taking_proposals, undecided_again
from fairward.exchange.choosing.views import SEND, WHY
from fairward.files.attachments import attachments_of_entry
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor


@requires(SEND, unlocked=True)
def passages(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The entries: the child's words and strengths first, then by date."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    page = words.passages_page(found, entries_of(actor, found, WHY), timezone.localdate(), request.GET)
    return render(request, "choosing/passages.html", {"draft": found, "page": page})


@require_POST
@requires(SEND, unlocked=True)
def looked(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is proposed for the entries on the page is taken, or what was decided of them is undone."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    entries = entries_of(actor, found, WHY)
    page = words.passages_page(found, entries, timezone.localdate(), request.GET)
    shown = {entry.id for entry in page.entries}
    standing = [one for one in standing_in(found, entries, timezone.localdate()) if one.entry.id in shown]
    if "undo" in request.POST:
        chosen = undecided_again(found.chosen, [one.passage.id for one in standing])
    else:
        chosen = taking_proposals(found.chosen, standing)
    mistake = keep(request, actor, found, chosen)
    if mistake:
        return render(request, "choosing/passages.html", {"draft": found, "page": page, "mistake": mistake})
    return redirect(words.passages_address(draft_id, request.GET))


@requires(SEND, unlocked=True)
def entry(request: HttpRequest, draft_id: UUID, entry_id: UUID) -> HttpResponse:
    """One entry: each passage with its context, as it will go."""
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    entries = one_entry_of(actor, found, entry_id, WHY)
    forms, files = _forms(request, actor, found, entries)
    mistake = ""
    if request.method == "POST" and all(form.is_valid() for form in (*forms, *files)):
        mistake = keep(request, actor, found, _decided(request, found.chosen, forms, files))
        if not mistake:
            return redirect(words.after(request.POST, draft_id, entry_id))
    page = words.entry_page(found, entries, forms, files, timezone.localdate())
    return render(request, "choosing/entry.html", {"draft": found, "page": page, "mistake": mistake})


def _forms(
    request: HttpRequest, actor: Actor, draft: OpenedDraft, entries: list[RenderedEntry]
) -> tuple[list[PassageForm], list[AttachmentForm]]:
    posted: Any = request.POST if request.method == "POST" else None
    to, own = draft.chosen.addressee.kind, entries[0]
    standing = [one for one in standing_in(draft, entries, timezone.localdate()) if one.entry.id == own.id]
    heads = attachments_of_entry(actor, draft.file, own.id, WHY)
    decided = draft.chosen.attached
    return (
        [PassageForm(posted, standing=one, to=to) for one in standing],
        [AttachmentForm(posted, head=one, decided=decided.get(one.id), to=to) for one in heads],
    )


def _decided(
    request: HttpRequest, chosen: Chosen, forms: list[PassageForm], files: list[AttachmentForm]
) -> Chosen:
    standing = [form.standing for form in forms]
    if "undo" in request.POST:
        return undecided_again(chosen, [one.passage.id for one in standing])
    if "take" in request.POST:
        return taking_proposals(chosen, standing)
    passages = {form.standing.passage.id: form.decision for form in forms}
    attached = {form.head.id: form.decision for form in files}
    return replace(
        chosen,
        passages={**chosen.passages, **{key: one for key, one in passages.items() if one is not None}},
        attached={**chosen.attached, **{key: one for key, one in attached.items() if one is not None}},
    )
