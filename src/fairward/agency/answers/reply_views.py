"""An answer with items: known to us, items, checked, agreed to, sent, added to. It may not query by itself."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.agency.answers import reply_actions
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.question_queries import question_facts, question_for
from fairward.agency.answers.question_views import hear_what_is_withdrawn
from fairward.agency.answers.reply_queries import OpenedReply, sent_for, written_for
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.asking_words import item_words
from fairward.exchange.answering.item_forms import ItemForm, PointerForm, PutRightForm
from fairward.exchange.answering.items import Item, pointer
from fairward.exchange.answering.looking import needs_second
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import organisation

WHY = "answering a question of a hub"


@require_POST
@requires(ANSWER, unlocked=True)
def known(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """“Known to us, ring …”, to be checked before it goes."""
    form = PointerForm(request.POST)
    actor = actor_of(request)
    if form.is_valid():
        _keep(actor, question_id, pointer(form.cleaned_data["call"]))
        return redirect("answers:check", question_id=question_id)
    return render(request, "answers/known.html", {"form": form, "question_id": question_id})


@requires(ANSWER, unlocked=True)
def new_item(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Write an item."""
    return _item_page(request, question_id, None)


@requires(ANSWER, unlocked=True)
def item(request: HttpRequest, question_id: UUID, item_id: UUID) -> HttpResponse:
    """Change an item that is not sent yet."""
    return _item_page(request, question_id, item_id)


@require_POST
@requires(ANSWER, unlocked=True)
def out(request: HttpRequest, question_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item out."""
    actor = actor_of(request)
    reply = _written(actor, question_id)
    reply_actions.take_item_out(by=actor, reply_id=reply.facts.id, seen=reply.facts.version, item_id=item_id)
    return redirect("answers:check", question_id=question_id)


@requires(ANSWER, unlocked=True)
def check(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """The answer as the hub will read it; from here it is sent."""
    actor = actor_of(request)
    reply = _written(actor, question_id)
    error = ""
    if request.method == "POST":
        heard = [one for one in hear_what_is_withdrawn(actor, question_id)[1] if not one.is_answered]
        if heard:
            return render(request, "answers/withdrawn.html", {"heard": heard})
        try:
            seen = int(request.POST.get("seen") or 0)
            reply_actions.send_reply(by=actor, reply_id=reply.facts.id, seen=seen)
        except Denied as denied:
            error = denied.sentence
        else:
            return render(request, "answers/done.html", {"heading": "Answer sent", "keeps": True})
    context = {
        "reply": reply, "items": item_words(reply.content.items, reply.content.asked.names), "error": error,
        "question_id": question_id, "needs_second": needs_second(reply.content.items),
        "may_agree": reply.facts.changed_by != actor.membership_id,
    }  # fmt: skip
    return render(request, "answers/check.html", context)


@require_POST
@requires(ANSWER, unlocked=True)
def agree(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """A second person agrees to this very version."""
    actor = actor_of(request)
    reply = _written(actor, question_id)
    reply_actions.agree(by=actor, reply_id=reply.facts.id, seen=int(request.POST.get("seen") or 0))
    return redirect("answers:check", question_id=question_id)


@requires(ANSWER, unlocked=True)
def put_right(request: HttpRequest, question_id: UUID, item_id: UUID) -> HttpResponse:
    """Say what was wrong with an item that was sent; then it is changed, or taken out, and looked at before it goes."""
    actor, form = actor_of(request), PutRightForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            because = form.cleaned_data["because"]
            reply_actions.begin_correction(
                by=actor, question_id=question_id, item_id=item_id, because=because
            )
            return redirect("answers:check", question_id=question_id)
        except Denied as denied:
            form.add_error("because", denied.sentence)
    return render(request, "answers/put_right.html", {"form": form, "question_id": question_id})


@require_safe
@requires(ANSWER, unlocked=True)
def sent(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """What was answered to one question: kept so that it can be added to. Of “nothing relevant” there is nothing."""
    actor = actor_of(request)
    facts = question_facts(actor.organisation_id, question_id)
    replies = sent_for(actor, question_id, WHY)
    shown = [(one.facts, item_words(one.content.items, one.content.asked.names)) for one in replies]
    return render(
        request, "answers/sent.html", {"facts": facts, "replies": shown, "question_id": question_id}
    )


def _item_page(request: HttpRequest, question_id: UUID, item_id: UUID | None) -> HttpResponse:
    actor = actor_of(request)
    reply = written_for(actor, question_id, WHY)
    asked = _asked(actor, question_id, reply)
    form = ItemForm(request.POST or None, asked=asked, item=_one(reply, item_id))
    if request.method == "POST" and form.is_valid():
        _keep(actor, question_id, form.item())
        return redirect("answers:check", question_id=question_id)
    has_grades = organisation(actor.organisation_id).kind == OrganisationKind.POLICE
    context = {
        "form": form, "asked": asked, "question_id": question_id, "back": reply is not None, "has_grades": has_grades,
    }  # fmt: skip
    return render(request, "answers/item.html", context)


def _asked(actor: Actor, question_id: UUID, reply: OpenedReply | None) -> Asked:
    """The question: as it waits, or as it was kept with an answer that is added to."""
    if reply is not None:
        return reply.content.asked
    replies = sent_for(actor, question_id, WHY)
    return replies[-1].content.asked if replies else question_for(actor, question_id, WHY).asked


def _one(reply: OpenedReply | None, item_id: UUID | None) -> Item | None:
    if item_id is None:
        return None
    found = [one for one in reply.content.items if one.id == item_id] if reply else []
    if not found:
        raise NotFound("item")
    return replace(found[0])


def _keep(actor: Actor, question_id: UUID, one: Item) -> None:
    """Keep an item in the answer that is being written, which begins with it."""
    reply = written_for(actor, question_id, WHY)
    reply_id = reply.facts.id if reply else reply_actions.begin_reply(by=actor, question_id=question_id)
    reply_actions.keep_item(by=actor, reply_id=reply_id, seen=reply.facts.version if reply else 1, item=one)


def _written(actor: Actor, question_id: UUID) -> OpenedReply:
    reply = written_for(actor, question_id, WHY)
    if reply is None:
        raise NotFound("reply")
    return reply
