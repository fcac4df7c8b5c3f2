"""The check before something goes, and letting it go. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.exchange.choosing.draft_queries import facts_of
from fairward.exchange.choosing.reading_forms import WayForm
from fairward.exchange.choosing.reading_views import SEND, check_same_choice, shown
from fairward.exchange.choosing.sending_actions import send
from fairward.exchange.choosing.sending_presenters import check_facts, stopping
from fairward.exchange.choosing.sending_queries import Seen, seen_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

WHY = "checking what is about to leave"


@requires(SEND, unlocked=True)
def send_it(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To whom, how much, what stays; then it goes. What went already leads to where it went."""
    actor = actor_of(request)
    if gone := _gone(actor, draft_id):
        return gone
    seen = seen_for(actor, draft_id, WHY)
    form, mistake = WayForm(None if seen.draft.facts.partner_id else request.POST or None), ""
    if request.method == "POST":
        check_same_choice(request, seen)
        try:
            if answered := _answered(request, seen, form):
                return answered
        except Denied as denied:
            mistake = denied.sentence
            if gone := _gone(actor, draft_id):
                return gone
    context = shown(seen) | {
        "check": check_facts(seen), "stopped": stopping(seen, actor.membership_id), "form": form, "mistake": mistake,
    }  # fmt: skip
    return render(request, "choosing/check.html", context)


def _answered(request: HttpRequest, seen: Seen, form: WayForm) -> HttpResponse | None:
    """Let it go, if it is said how. The words of an encrypted file are shown now or never."""
    way = form.cleaned_data["way"] if form.is_valid() else None
    if way is None and seen.draft.facts.partner_id is None:
        return None
    sent = send(by=actor_of(request), draft=seen.draft, way=way)
    if sent.file_for_others is not None:
        return words_page(
            request, sent.disclosure_id, seen.draft.chosen.addressee.name, sent.file_for_others.passphrase
        )
    return redirect("sending:gone", sent_id=sent.disclosure_id)


def words_page(request: HttpRequest, disclosure_id: UUID, to: str, passphrase: str) -> HttpResponse:
    """The only page that ever shows the words."""
    context = {"sent_id": disclosure_id, "to": to, "words": passphrase.split()}
    response = render(request, "choosing/words.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _gone(actor: Actor, draft_id: UUID) -> HttpResponse | None:
    facts = facts_of(actor.organisation_id, [draft_id]).get(draft_id)
    if facts is None or facts.disclosure_id is None:
        return None
    return redirect("sending:gone", sent_id=facts.disclosure_id)
