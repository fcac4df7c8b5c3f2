"""Going through passages, asking whoever told them, noting what they say, being the second person. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.access_requests.deciding import REVIEW
from fairward.access_requests.forms import PassageForm
from fairward.access_requests.naming import Known, offered_in
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision
from fairward.documents.downloads import as_download
from fairward.exchange.travel.partner_queries import partner, partners
from fairward.hub.intake.trying import done
from fairward.hub.requests import presenters, review_actions
from fairward.hub.requests.consulting_actions import consult, note_opinion
from fairward.hub.requests.consulting_package import can_be_sent
from fairward.hub.requests.consulting_queries import consulted_on, preview_of, waiting_to_ask
from fairward.hub.requests.document_queries import document_for
from fairward.hub.requests.finding_queries import others_in_cases
from fairward.hub.requests.forms import (
    WISHED_WORKING_DAYS,
    ConsultForm,
    HeldPassageForm,
    OpinionForm,
    WithholdForm,
    WordsForm,
)
from fairward.hub.requests.policies import HANDLE
from fairward.hub.requests.queries import (
    OpenedPassage,
    OpenedRequest,
    passage_for,
    passages_for,
    request_for,
)
from fairward.hub.requests.vocabulary import Held
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members
from fairward.rules import exemptions
from fairward.rules.calendars import add_working_days

PAGE = "requests/passage.html"


@require_safe
@requires(HANDLE, unlocked=True)
def passages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every passage, who wrote it, how it stands; and whom to ask."""
    actor = actor_of(request)
    view, found = request_for(actor, case_id), passages_for(actor, case_id)
    asked = consulted_on(actor.organisation_id, case_id)
    counts = waiting_to_ask(actor.organisation_id, case_id) if view.state in REVIEW else {}
    known = [one for one in partners(actor.organisation_id) if one.id in counts]
    context = {
        "view": view, "rows": presenters.passage_rows(case_id, found, asked), "total": len(found),
        "to_ask": [(one.id, one.card.name, counts[one.id]) for one in known if can_be_sent(one)],
        "by_telephone": [one.card.name for one in known if not can_be_sent(one)],
    }  # fmt: skip
    return render(request, "requests/passages.html", context)


@requires(HANDLE, unlocked=True)
def passage(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """One passage with who wrote it, its label, its context and what its originator thinks: show it, or leave something out."""
    actor = actor_of(request)
    view, one = request_for(actor, case_id), passage_for(actor, case_id, place)
    is_show = "disclose" in request.POST
    form = _form(request, view, one, is_bound=request.method == "POST" and not is_show)
    chosen = Chosen(PassageDecision.DISCLOSE) if is_show else None
    if request.method == "POST" and not is_show and form.is_valid():
        chosen = form.chosen
    if chosen is not None and _decided(actor, case_id, one, chosen, form):
        return _next(actor, case_id)
    return render(request, PAGE, _context(actor, view, one, form))


@require_safe
@requires(HANDLE, unlocked=True)
def document(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """Save a document that came with a contact, to look at it or to give it with the answer."""
    name, mime, content = document_for(actor_of(request), case_id, place)
    return as_download(name=name, mime=mime, content=content)


@require_POST
@requires(HANDLE, unlocked=True)
def second(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """Agree as the second person, or give it back with the reason."""
    actor = actor_of(request)
    view, one = request_for(actor, case_id), passage_for(actor, case_id, place)
    if "agree" in request.POST:
        review_actions.agree_as_second(by=actor, case_id=case_id, view=one)
        return redirect("requests:passages", case_id=case_id)
    back = WordsForm(request.POST)
    if back.is_valid():
        words = back.cleaned_data["words"]
        review_actions.return_as_second(by=actor, case_id=case_id, view=one, words=words)
        return redirect("requests:passages", case_id=case_id)
    form = _form(request, view, one, is_bound=False)
    return render(request, PAGE, _context(actor, view, one, form) | {"back": back, "form_with_errors": back})


@requires(HANDLE, unlocked=True)
def ask(request: HttpRequest, case_id: UUID, partner_id: UUID) -> HttpResponse:
    """Look at what an originator will read, then send it."""
    actor = actor_of(request)
    view, to = request_for(actor, case_id), partner(actor.organisation_id, partner_id)
    preview = preview_of(actor, case_id, partner_id)
    today = timezone.localdate()
    day = min(add_working_days(today, WISHED_WORKING_DAYS), timezone.localtime(view.case.due_at).date())
    form = ConsultForm(request.POST or None, initial={"answer_by_on": day})

    def send() -> None:
        consult(
            by=actor, case_id=case_id, partner_id=partner_id, answer_by_on=form.cleaned_data["answer_by_on"]
        )

    if request.method == "POST" and form.is_valid() and done(form, "answer_by_on", send):
        return redirect("requests:passages", case_id=case_id)
    context = {"view": view, "to": to.card, "form": form, "preview": preview}
    return render(request, "requests/ask.html", context)


@requires(HANDLE, unlocked=True)
def opinion(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """Note what an originator said by telephone or in a talk."""
    actor = actor_of(request)
    view, one = request_for(actor, case_id), passage_for(actor, case_id, place)
    form = OpinionForm(request.POST or None, reasons=_usable(view))

    def keep() -> None:
        given, said = form.said(one.line.id)
        note_opinion(by=actor, case_id=case_id, place=place, opinion=given, said=said)

    if request.method == "POST" and form.is_valid() and done(form, None, keep):
        return redirect("requests:passage", case_id=case_id, place=place)
    context = {"view": view, "one": one, "form": form, "facts": presenters.passage_facts(one)}
    return render(request, "requests/opinion.html", context)


def _decided(actor: Actor, case_id: UUID, one: OpenedPassage, chosen: Chosen, form: PassageForm) -> bool:
    if (
        not form.is_bound
    ):  # “Show it” sends no form; what is said against it stands above the one that is drawn
        form.full_clean()
        form.cleaned_data = {}
    return done(
        form, None, lambda: review_actions.decide_passage(by=actor, case_id=case_id, view=one, chosen=chosen)
    )


def _next(actor: Actor, case_id: UUID) -> HttpResponse:
    place = request_for(actor, case_id).progress.next_place
    if place is None:
        return redirect("requests:request", case_id=case_id)
    return redirect("requests:passage", case_id=case_id, place=place)


def _form(request: HttpRequest, view: OpenedRequest, one: OpenedPassage, *, is_bound: bool) -> PassageForm:
    texts = one.words.texts() if one.words else ()
    others = others_in_cases(view.case.organisation_id, view.case.id)
    known = [
        Known(each.identity.name, each.identity.to_child or each.kind.word)
        for each in others
        if each.identity.name
    ]
    names = offered_in(texts, known, " ".join(view.about))
    is_cut = one.line.has_words and one.line.held is not Held.DOCUMENT
    kind = HeldPassageForm if is_cut else WithholdForm
    return kind(
        request.POST if is_bound else None, texts=texts, names=names, reasons=_usable(view),
        initial=presenters.initial_of(one),
    )  # fmt: skip


def _usable(view: OpenedRequest) -> list[exemptions.Exemption]:
    return exemptions.usable(view.whose.requester, timezone.localdate())


def _context(actor: Actor, view: OpenedRequest, one: OpenedPassage, form: PassageForm) -> dict[str, Any]:
    line = one.line
    names = names_of_members(
        actor.organisation_id, {each for each in (line.decided_by, line.second_by) if each}
    )
    can_decide = view.state in REVIEW
    is_second = line.waits_for_second and line.decided_by != actor.membership_id and can_decide
    return {
        "view": view, "one": one, "form": form, "facts": presenters.passage_facts(one),
        "texts": presenters.shown_texts(one.words.texts(), one.chosen) if one.words else [],
        "opinions": presenters.opinion_words(one.opinions, None), "decided": presenters.decided_words(one, names),
        "tests": presenters.tests_of(form.reasons_by_id.values()), "named_only": presenters.NAMED_ONLY,
        "can_decide": can_decide, "is_second": is_second, "back": WordsForm() if is_second else None,
        "form_with_errors": form, "can_be_asked": line.partner_id is not None or one.opinions or not line.has_words,
        "is_gone": view.case.closed_at is not None, "is_document": line.held is Held.DOCUMENT,
    }  # fmt: skip
