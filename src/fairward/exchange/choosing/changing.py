"""Keeps one page's part of a draft: what somebody else has changed since is never overwritten unseen. It may not query."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import OpenedDraft
from fairward.exchange.choosing.policies import check_can_change
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

SEEN = "seen_version"


def keep(request: HttpRequest, actor: Actor, draft: OpenedDraft, chosen: Chosen) -> str:
    """Keep what was chosen, unless the draft is another one than the page showed; then the sentence that says so."""
    posted = request.POST.get(SEEN, "")
    seen = int(posted) if posted.isdecimal() and len(posted) < 10 else 0
    try:
        check_can_change(draft.facts.state, draft.facts.version, seen)
        save_draft(by=actor, draft=draft, chosen=chosen)
    except Denied as denied:
        if denied.code != "draft_changed":
            raise
        return denied.sentence
    return ""


def kept(
    request: HttpRequest, actor: Actor, draft: OpenedDraft, chosen: Chosen, form: forms.BaseForm
) -> bool:
    """The same for a page with one form: the sentence becomes an error of the form, and nothing typed is lost."""
    sentence = keep(request, actor, draft, chosen)
    if sentence:
        form.add_error(None, sentence)
    return not sentence
