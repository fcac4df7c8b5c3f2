"""The draft as its reader will see it, as a page and a PDF; the second person's answer. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.documents.downloads import as_download
from fairward.exchange.choosing.changing import SEEN
from fairward.exchange.choosing.reading_forms import SecondForm
from fairward.exchange.choosing.reading_presenters import as_its_reader_sees, impression_of, left_out_words
from fairward.exchange.choosing.second_actions import agree, ask_second, confirm_read, send_back
from fairward.exchange.choosing.second_needs import can_be_second
from fairward.exchange.choosing.sending_policies import CHANGED
from fairward.exchange.choosing.sending_queries import Seen, seen_for
from fairward.exchange.package.views import seen_by
from fairward.exchange.package.words import pdf_of
from fairward.kernel.denied import Denied
from fairward.rules.labels import Audience

SEND = "exchange:package:send"
SEEN_WORDS = "seen_words"
_CHANGED = "Somebody has changed this since you opened the page. Open it and read it again."
WHY, WHY_SECOND = (
    "reading what is prepared to leave",
    "looking as the second person at what is prepared to leave",
)


@requires(SEND, unlocked=True)
def read(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Exactly what its reader will see, and what they would think of this child."""
    actor = actor_of(request)
    seen = seen_for(actor, draft_id, WHY)
    if request.method == "POST":
        check_same(request, seen)
        confirm_read(by=actor, seen=seen)
        is_asked = bool(seen.material.needed) and not seen.draft.facts.is_urgent
        return redirect("sending:second" if is_asked else "sending:send", draft_id=draft_id)
    return render(request, "choosing/read.html", shown(seen))


@require_safe
@requires(SEND, unlocked=True)
def read_pdf(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The same as a PDF, to look at before it goes."""
    seen = seen_for(actor_of(request), draft_id, WHY)
    if seen.made is None:
        raise Denied("not_whole", seen.refusal)
    manifest = seen.made.manifest
    paper = pdf_of(seen_by(manifest, Audience.of_organisation(manifest.recipient.kind)))
    return as_download(name="preview.pdf", mime="application/pdf", content=paper)


@requires(SEND, unlocked=True)
def second(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The same page for the second person, who agrees or sends it back with words; for others, how that stands."""
    actor = actor_of(request)
    seen = seen_for(actor, draft_id, WHY_SECOND)
    form = SecondForm(request.POST if request.POST.get("does") == "back" else None)
    if request.method == "POST":
        check_same(request, seen)
        answered = _answer(request, seen, form)
        if answered is not None:
            return answered
    context = shown(seen) | {
        "form": form, "can_agree": can_be_second(seen.draft.facts, actor.membership_id), "needed": seen.material.needed,
    }  # fmt: skip
    return render(request, "choosing/second.html", context)


def _answer(request: HttpRequest, seen: Seen, form: SecondForm) -> HttpResponse | None:
    actor, draft = actor_of(request), seen.draft
    if request.POST.get("does") == "ask":
        ask_second(by=actor, seen=seen)
    elif request.POST.get("does") == "agree":
        agree(by=actor, seen=seen)
    elif form.is_valid():
        send_back(by=actor, draft=draft, words=form.cleaned_data["words"])
        return redirect("home")
    else:
        return None
    return redirect("sending:second", draft_id=draft.facts.id)


def check_same(request: HttpRequest, seen: Seen) -> None:
    """What somebody confirms is what they saw: the same choices, and the same words with what belongs to them."""
    check_same_choice(request, seen)
    if request.POST.get(SEEN_WORDS) != seen.digest.hex():
        raise Denied("draft_changed", _CHANGED)


def check_same_choice(request: HttpRequest, seen: Seen) -> None:
    """What is let go is what was chosen on the page; whether its words were read, `send` asks, and in danger nobody."""
    if request.POST.get(SEEN) != str(seen.draft.facts.version):
        raise Denied("draft_changed", _CHANGED)


def shown(seen: Seen) -> dict[str, object]:
    """What both pages and the check before sending show."""
    facts = seen.draft.facts
    context: dict[str, object] = {
        "draft": seen.draft,
        "facts": facts,
        "missing": seen.missing,
        "refusal": seen.refusal,
        "seen_words": seen.digest.hex(),
        "changed": CHANGED if seen.is_changed_since_read else "",
    }
    if seen.made is None:
        return context | {"title": "How the reader will see it", "body": None}
    title, body = as_its_reader_sees(seen.made.manifest)
    return context | {
        "title": title, "body": body, "impression": impression_of(seen.made.manifest),
        "stays": left_out_words(seen.made.manifest.left_out), "behind": len(seen.made.behind),
    }  # fmt: skip
