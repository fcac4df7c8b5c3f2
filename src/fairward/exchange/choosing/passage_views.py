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
from fairward.exchange.choosing.passage_forms import (
    AttachmentForm,
    EntryForms,
    PassageForm,
    WholeForm,
    meanings_for,
)
from fairward.exchange.choosing.proposing import (
    standing_in,
    taking_proposals,
    undecided_again,
    with_decisions,
)
from fairward.exchange.choosing.views import SEND, WHY
from fairward.files.attachments import attachments_of_entry
from fairward.files.rendering import RenderedEntry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Label


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
    """What is proposed for the entries on the page is taken, or what was decided of them is undone.

    Only as they were shown: at one that was added or corrected meanwhile nobody has looked.
    """
    actor = actor_of(request)
    found = draft_for(actor, draft_id, WHY)
    entries = entries_of(actor, found, WHY)
    page = words.passages_page(found, entries, timezone.localdate(), request.GET)
    shown = set(request.POST.getlist(words.SHOWN))
    standing = standing_in(found, entries, timezone.localdate())
    standing = [one for one in standing if words.as_shown(one.entry) in shown]
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
    forms = _forms(request, actor, found, entries)
    mistake = ""
    if request.method == "POST" and forms.are_valid:
        mistake = words.changed_since(request.POST, entries[0])
        mistake = mistake or keep(request, actor, found, _decided(request, found.chosen, forms))
        if not mistake:
            return redirect(words.after(request.POST, draft_id, entry_id))
    page = words.entry_page(found, entries, forms, timezone.localdate())
    context = {
        "draft": found,
        "page": page,
        "mistake": mistake,
        "labels": meanings_for(found.chosen.addressee.kind),
    }
    return render(request, "choosing/entry.html", context)


def _forms(
    request: HttpRequest, actor: Actor, draft: OpenedDraft, entries: list[RenderedEntry]
) -> EntryForms:
    posted: Any = request.POST if request.method == "POST" else None
    to, own = draft.chosen.addressee.kind, entries[0]
    standing = [one for one in standing_in(draft, entries, timezone.localdate()) if one.entry.id == own.id]
    heads = attachments_of_entry(actor, draft.file, own.id, WHY)
    decided = draft.chosen.attached
    is_whole = posted is not None and "whole" in posted
    return EntryForms(
        WholeForm(posted if is_whole else None, entry=own, to=to),
        [PassageForm(posted, standing=one, to=to, among=_labels(draft)) for one in standing],
        [AttachmentForm(posted, head=one, decided=decided.get(one.id), to=to) for one in heads],
    )


def _labels(draft: OpenedDraft) -> tuple[Label, ...]:
    """The labels that may be chosen: of an answer, those of the agreement."""
    return draft.chosen.replying.asked.labels if draft.chosen.replying else tuple(Label)


def _decided(request: HttpRequest, chosen: Chosen, forms: EntryForms) -> Chosen:
    standing = [form.standing for form in forms.passages]
    if "undo" in request.POST:
        return undecided_again(chosen, [one.passage.id for one in standing])
    if "take" in request.POST:
        return taking_proposals(chosen, standing)
    if forms.whole.is_bound:
        whole = dict.fromkeys((one.passage.id for one in standing), forms.whole.decision)
        return with_decisions(chosen, whole)
    passages = {form.standing.passage.id: form.decision for form in forms.passages}
    attached = {form.head.id: form.decision for form in forms.files}
    kept = {**chosen.attached, **{key: one for key, one in attached.items() if one is not None}}
    return with_decisions(
        replace(chosen, attached=kept), {key: one for key, one in passages.items() if one is not None}
    )
