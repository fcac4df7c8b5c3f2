"""One package that arrived: opened, read, matched to a child, queried or refused. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.documents.attachments import RefusedFile
from fairward.documents.downloads import as_download
from fairward.exchange.package.words import context_of, title_of
from fairward.exchange.receiving import opening_actions as actions
from fairward.exchange.receiving import presenters as words
from fairward.exchange.receiving.forms import WordsForm
from fairward.exchange.receiving.opening_queries import arrived_and_sorting, file_for, opened_for, pdf_for
from fairward.exchange.receiving.page_queries import page_for
from fairward.exchange.receiving.policies import check_is_open
from fairward.exchange.receiving.vocabulary import NOT_SORTED
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.denied import Denied

PERMISSION = "exchange:package:take"
WHY = "seeing what another organisation sent"


@requires(PERMISSION, unlocked=True)
def one(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One package: sealed, opened and waiting, sorted, or refused."""
    actor = actor_of(request)
    arrived, sorting = arrived_and_sorting(actor, arrival_id, WHY)
    if arrived.kind is EnvelopeKind.ENQUIRY:
        return redirect("questions:all")
    if arrived.kind in NOT_SORTED:
        return redirect("following:change", arrival_id=arrival_id)
    context = {
        "arrived": arrived,
        "sorting": sorting,
        "title": words.title(arrived),
        "chips": words.chips(arrived),
    }
    if sorting is None:
        return render(request, "receiving/sealed.html", {**context, "facts": words.outside_facts(arrived)})
    if sorting.code:
        refused = {"facts": words.outside_facts(arrived), "why": words.refused_words(sorting)}
        return render(request, "receiving/turned_back.html", {**context, **refused})
    return render(request, "receiving/one.html", {**context, **page_for(actor, arrived, sorting, WHY)})


@require_POST
@requires(PERMISSION, unlocked=True)
def open_it(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Open it, in this unlocked session."""
    actions.open_arrival(by=actor_of(request), arrival_id=arrival_id)
    return redirect("receiving:one", arrival_id=arrival_id)


@requires(PERMISSION, unlocked=True)
def read(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Everything in it that this person may read, as its sender wrote it."""
    found = opened_for(actor_of(request), arrival_id, WHY)
    context = {
        "arrival_id": arrival_id,
        "shown": found.shown,
        **context_of(found.shown),
        "title": title_of(found.shown),
    }
    named = words.named_words(found)
    return render(
        request, "receiving/read.html", {**context, "named": named, "files": words.file_links(found)}
    )


@requires(PERMISSION, unlocked=True)
def paper(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    made = pdf_for(actor_of(request), arrival_id, "taking what another organisation sent on paper")
    return as_download(name="what-was-sent.pdf", mime="application/pdf", content=made)


@requires(PERMISSION, unlocked=True)
def file(request: HttpRequest, arrival_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that came with it."""
    try:
        found = file_for(actor_of(request), arrival_id, file_id, "opening a file that came along")
    except RefusedFile as refused:
        raise Denied(refused.code, refused.sentence) from None
    return as_download(name=found.name, mime=found.media_type.mime, content=found.content)


@requires(PERMISSION, unlocked=True)
def query(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Ask the sender something."""
    label, hint = (
        "What do you ask them?",
        "They read it with your name. It may name the child: it travels sealed.",
    )
    return _say(request, arrival_id, "query", WordsForm(request.POST or None, label=label, hint=hint))


@requires(PERMISSION, unlocked=True)
def refuse(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """After saying what it does: take nothing of it."""
    label, hint = (
        "Why do you not take it?",
        "They read it with your name, for instance: this child does not come to us.",
    )
    return _say(request, arrival_id, "refuse", WordsForm(request.POST or None, label=label, hint=hint))


_SAY = {"query": actions.query_sender, "refuse": actions.refuse_package}


def _say(request: HttpRequest, arrival_id: UUID, verb: str, form: WordsForm) -> HttpResponse:
    actor = actor_of(request)
    arrived, sorting = arrived_and_sorting(actor, arrival_id, WHY)
    if request.method == "POST" and form.is_valid():
        try:
            _SAY[verb](by=actor, arrival_id=arrival_id, words=form.cleaned_data["words"])
        except Denied as denied:
            form.add_error("words" if denied.code.startswith("words_") else None, denied.sentence)
        else:
            return redirect("receiving:one", arrival_id=arrival_id)
    elif request.method != "POST":
        check_is_open(sorting)
    return render(request, f"receiving/{verb}.html", {"form": form, "arrived": arrived})
