"""Something that was sent: how it stands, and what can still be done. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.documents.downloads import as_download
from fairward.exchange.choosing import gone_presenters as words
from fairward.exchange.choosing.gone_actions import (
    fetch_file,
    make_again,
    note_receipt,
    prepare_again,
    print_paper,
)
from fairward.exchange.choosing.gone_policies import may_prepare_again
from fairward.exchange.choosing.gone_queries import Gone, entries_that_went, gone_for, heard_for
from fairward.exchange.choosing.papers import paper_of
from fairward.exchange.choosing.reading_forms import ReceiptForm
from fairward.exchange.choosing.reading_views import SEND
from fairward.exchange.choosing.second_actions import look_afterwards
from fairward.exchange.choosing.second_needs import can_be_second
from fairward.exchange.choosing.sending_views import words_page
from fairward.exchange.forms import UseForm
from fairward.exchange.presenters import family_chip
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.organisations.queries import names_of_members

WHY = "seeing what became of something that was sent"


@requires(SEND, unlocked=True)
def gone(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """What went, on which ground, how it stands; a receipt of somebody without Fairward is noted here."""
    actor = actor_of(request)
    found = gone_for(actor, sent_id, WHY)
    form = ReceiptForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            note_receipt(
                by=actor, gone=found, received_on=given["on"], received_by=given["by"], digest=given["digest"]
            )
        except Denied as denied:
            form.add_error("on", denied.sentence)
        else:
            return redirect("sending:gone", sent_id=sent_id)
    return render(request, "choosing/gone.html", _context(actor, found) | {"form": form})


def _context(actor: Actor, found: Gone) -> dict[str, object]:
    people = [found.told.recorded_by, *([found.kept.second] if found.kept and found.kept.second else [])]
    names = names_of_members(actor.organisation_id, people)
    entries = entries_that_went(actor, found, WHY)
    draft = found.draft
    is_owed = draft is not None and draft.second_asked_at is not None
    return {
        "gone": found, "told": found.told, "facts": words.facts_of(found, names), "chip": words.state_chip(found),
        "family": family_chip(found.told, timezone.localdate()), "heard": words.heard_moments(heard_for(actor, found, WHY)),
        "handed": words.handed_words(found.handed, found.told.how) if found.handed else [], "tests": words.tests_of(found),
        "passages": words.passages_of(found, entries), "later": words.later_words(found), "stays": words.stayed_words(found),
        "way": words.way_address(found), "may_again": may_prepare_again(found), "is_owed": is_owed,
        "can_look": is_owed and draft is not None and can_be_second(draft, actor.membership_id),
        "use": UseForm(initial={"used_for": str(int(found.told.used_for))}),
        "is_file": found.told.how is HowTold.FILE, "is_paper": found.told.how is HowTold.PAPER,
    }  # fmt: skip


@require_POST
@requires(SEND, unlocked=True)
def fetch(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """The encrypted file, once."""
    content = fetch_file(by=actor_of(request), disclosure_id=sent_id)
    name = f"package-{str(sent_id)[-12:]}.zip.age"
    return as_download(name=name, mime="application/octet-stream", content=content)


@require_POST
@requires(SEND, unlocked=True)
def again(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """The encrypted file once more; its new words are shown now or never."""
    actor = actor_of(request)
    found = gone_for(actor, sent_id, WHY)
    made = make_again(by=actor, gone=found)
    return words_page(request, sent_id, found.told.recipient, made.passphrase)


@require_POST
@requires(SEND, unlocked=True)
def paper(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """The PDF to print, with whom it is for on every page."""
    actor = actor_of(request)
    ready = print_paper(by=actor, gone=gone_for(actor, sent_id, WHY))
    return as_download(name="to-hand-over.pdf", mime="application/pdf", content=paper_of(ready.manifest))


@require_POST
@requires(SEND, unlocked=True)
def prepare(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """A new draft of what did not reach them."""
    actor = actor_of(request)
    draft_id = prepare_again(by=actor, gone=gone_for(actor, sent_id, WHY))
    return redirect("choosing:draft", draft_id=draft_id)


@require_POST
@requires(SEND, unlocked=True)
def looked(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """A second person has looked at what went in danger without one."""
    actor = actor_of(request)
    found = gone_for(actor, sent_id, WHY)
    look_afterwards(by=actor, draft_id=found.package_id)
    return redirect("sending:gone", sent_id=sent_id)
