"""One-time links: made by the hub; opened and answered by somebody without an account. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.answering.asking_words import asked_facts, item_words, person_words
from fairward.exchange.answering.item_forms import DeclineForm, ItemForm, PointerForm
from fairward.exchange.answering.items import pointer
from fairward.exchange.answering.returning import How
from fairward.hub.enquiries.agreement_queries import standing
from fairward.hub.enquiries.asking_checks import SEND
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.gate_queries import gate_for
from fairward.hub.enquiries.link_actions import (
    Behind,
    Key,
    answer_by_link,
    ask_by_link,
    open_link,
    write_by_link,
)
from fairward.hub.enquiries.link_forms import CodeForm, LinkForm, WhoForm
from fairward.hub.enquiries.link_queries import stands
from fairward.hub.enquiries.policies import missing_in_gate
from fairward.hub.intake.case_queries import case_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind

WHY = "asking somebody without an account"
_PLAIN = {"nothing": How.NOTHING, "decline": How.DECLINED, "send": How.RELEVANT}


@requires(SEND, unlocked=True)
def make(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask somebody without an account; link and code are shown once."""
    actor = actor_of(request)
    case, gate = case_for(actor, case_id, WHY), gate_for(actor, case_id, WHY)
    if gate is None or missing_in_gate(gate.facts, gate.content):
        return redirect("enquiries:gate", case_id=case_id)
    known = [(key, one.terms.title) for key, one in standing(actor.organisation_id).items()]
    form = LinkForm(request.POST or None, content=gate.content, agreements=known)
    context: dict[str, Any] = {"case": case, "form": form}
    if request.method == "POST" and form.is_valid():
        persons, questions = form.chosen()
        try:
            made = ask_by_link(
                by=actor, case=asking_case(actor.organisation_id, case), gate=gate, to=form.cleaned_data["to"],
                kind=OrganisationKind(form.cleaned_data["kind"]), agreed_with=form.agreed_with, persons=persons,
                questions=questions,
            )  # fmt: skip
            where = {"hub_id": actor.organisation_id, "link_id": made.link_id, "token": made.token}
            return render(request, "enquiries/link_made.html", context | {"made": made, "where": where})
        except Denied as denied:
            form.add_error(None, denied.sentence)
    return render(request, "enquiries/link.html", context)


def answer(request: HttpRequest, hub_id: UUID, link_id: UUID, token: str) -> HttpResponse:
    """Without an account: the code opens the question, each step brings it again, and nothing is kept that opens it."""
    if not stands(hub_id, link_id, token):
        raise NotFound("link")
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "enquiries/link_code.html", {"form": form})
    key = Key(hub_id, link_id, token, form.cleaned_data["code"])
    behind = open_link(key)
    if behind is None:
        form.add_error(
            "code",
            "This is not the code. After five wrong ones the link opens nothing any more: ring the hub.",
        )
        return render(request, "enquiries/link_code.html", {"form": form})
    do = request.POST.get("do", "")
    if do in _PLAIN:
        return _answered(request, key, behind, _PLAIN[do])
    return _written(request, key, behind, do)


def _written(request: HttpRequest, key: Key, behind: Behind, do: str) -> HttpResponse:
    """Known to us, or an item: kept behind the link until the answer is sent."""
    is_item = do in ("item", "keep")
    form = ItemForm(request.POST if do == "keep" else None, asked=behind.asked)
    known = PointerForm(request.POST if do == "known" else None)
    if do == "keep" and form.is_valid():
        write_by_link(key, form.item())
    elif do == "known" and known.is_valid():
        write_by_link(key, pointer(known.cleaned_data["call"]))
    else:
        if is_item:
            return render(
                request, "enquiries/link_item.html", {"form": form, "key": key, "asked": behind.asked}
            )
        return _page(request, key, behind, known=known)
    return _page(request, key, open_link(key) or behind)


def _answered(request: HttpRequest, key: Key, behind: Behind, how: How) -> HttpResponse:
    who, declines = WhoForm(request.POST), DeclineForm(request.POST if how is How.DECLINED else None)
    if who.is_valid() and (how is not How.DECLINED or declines.is_valid()):
        reason = declines.cleaned_data["reason"] if how is How.DECLINED else ""
        try:
            answer_by_link(key, how, who.cleaned_data["by"], reason)
            return render(request, "enquiries/link_done.html", {})
        except Denied as denied:
            who.add_error(None, denied.sentence)
    return _page(request, key, behind, who=who, declines=declines)


def _page(request: HttpRequest, key: Key, behind: Behind, **forms: Any) -> HttpResponse:
    asked = behind.asked
    given = {"who": WhoForm(), "known": PointerForm(), "declines": DeclineForm(), **forms}
    context = {
        **given, "key": key, "asked": asked, "facts": asked_facts(asked, timezone.now()),
        "persons": [person_words(one) for one in asked.persons], "items": item_words(behind.items, asked.names),
    }  # fmt: skip
    return render(request, "enquiries/link_question.html", context)
