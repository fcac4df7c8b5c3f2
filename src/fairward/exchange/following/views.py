"""Whom a change must reach: the list, one of them, telling them, their answer. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.documents.downloads import as_download
from fairward.exchange.following import presenters
from fairward.exchange.following.back_actions import ask_back
from fairward.exchange.following.forms import AnsweredForm, FileAnsweredForm, ToldForm, WordingForm
from fairward.exchange.following.notice_actions import note_answered, note_told, send_notice
from fairward.exchange.following.notice_package import package_of, wordings_of
from fairward.exchange.following.notice_queries import answers_for, materials_for
from fairward.exchange.following.queries import FollowedLine, followed_for, open_for, settled_for
from fairward.exchange.following.vocabulary import Answered
from fairward.exchange.following.wording import look_at
from fairward.exchange.following.writing import Receipt
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import file_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

WHY = "telling somebody outside that something changed"


@require_safe
@requires("school:disclosure:note")
def notices(request: HttpRequest) -> HttpResponse:
    """Everybody outside who must know of a change: first those who were not told, then those who have not answered."""
    actor, now = actor_of(request), timezone.now()
    is_settled = request.GET.get("which") == "answered"
    lines = settled_for(actor, WHY) if is_settled else open_for(actor, WHY)
    lines = sorted(lines, key=lambda one: not one.waiting)
    context = {
        "rows": presenters.rows_of(lines, now), "columns": presenters.COLUMNS, "is_settled": is_settled,
        "waiting": sum(bool(one.waiting) for one in lines),
    }  # fmt: skip
    return render(request, "following/notices.html", context)


@require_safe
@requires("exchange:package:send", unlocked=True)
def notice(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """One of them: what changed, what they will read, and telling them."""
    return page(request, followed_for(actor_of(request), followed_id, WHY))


@require_POST
@requires("exchange:package:send", unlocked=True)
def send(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """Put the notice on its way, once; "look" draws the page again with the wordings that were typed."""
    actor = actor_of(request)
    line = followed_for(actor, followed_id, WHY)
    wanted = [one for each in materials_for(actor, line, WHY) for one in wordings_of(each)]
    form = WordingForm(request.POST, wanted=wanted)
    if not form.is_valid() or "look" in request.POST:
        return page(request, line, wording=form)
    send_notice(by=actor, followed_id=followed_id, wordings=form.wordings())
    return redirect("following:notice", followed_id=followed_id)


@require_POST
@requires("exchange:package:send", unlocked=True)
def told(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """Somebody told them in another way."""
    actor, form = actor_of(request), ToldForm(request.POST)
    line = followed_for(actor, followed_id, WHY)
    if form.is_valid():
        given = form.cleaned_data
        try:
            note_told(by=actor, followed_id=followed_id, told_on=given["told_on"], how=HowTold(given["how"]))
        except Denied as denied:
            form.add_error("told_on", denied.sentence)
        else:
            return redirect("following:notice", followed_id=followed_id)
    return page(request, line, told_form=form)


@require_POST
@requires("exchange:package:send", unlocked=True)
def answered(request: HttpRequest, followed_id: UUID, notice_id: UUID) -> HttpResponse:
    """They answered somebody here, or gave the receipt of an encrypted file back."""
    actor = actor_of(request)
    line = followed_for(actor, followed_id, WHY)
    form = _answered_form(line, notice_id)(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        receipt = Receipt(given.get("received_by", ""), given.get("digest", ""))
        try:
            note_answered(
                by=actor, followed_id=followed_id, notice_id=notice_id, answered_on=given["answered_on"],
                answer=Answered(given["answer"]), receipt=receipt,
            )  # fmt: skip
        except Denied as denied:
            form.add_error("answered_on", denied.sentence)
        else:
            return redirect("following:notice", followed_id=followed_id)
    return page(request, line, answered_form=form)


def _answered_form(line: FollowedLine, notice_id: UUID | None) -> type[AnsweredForm]:
    is_file = any(one.id == notice_id and one.handed is not None for one in line.notices)
    return FileAnsweredForm if is_file else AnsweredForm


@require_POST
@requires("exchange:package:send", unlocked=True)
def back(request: HttpRequest, file_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Ask back what was told; the next page shows the notice, which somebody sends."""
    actor = actor_of(request)
    _, file, _ = file_for(actor, file_id, WHY)
    followed_id = ask_back(by=actor, file=file, disclosure_id=disclosure_id)
    return redirect("following:notice", followed_id=followed_id)


@require_safe
@requires("exchange:package:send", unlocked=True)
def letter(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """What waits to be said to somebody who was handed a file or paper, as a letter to print; `part` where it is two."""
    actor = actor_of(request)
    line = followed_for(actor, followed_id, WHY)
    materials = [one for one in materials_for(actor, line, WHY) if not wordings_of(one)]
    part = 1 if request.GET.get("part") == "2" else 0
    if len(materials) <= part:
        raise Denied("nothing_waits", "Nothing waits to be printed for them.")
    content = package_of(materials[part], timezone.now()).pdf
    return as_download(name="notice.pdf", mime="application/pdf", content=content)


def page(request: HttpRequest, line: FollowedLine, **forms: Any) -> HttpResponse:
    """One of them, with the forms that were typed into."""
    actor, now, today = actor_of(request), timezone.now(), timezone.localdate()
    looked = look_at(materials_for(actor, line, WHY), forms.get("wording"), now)
    by_hand = next((one for one in line.unanswered if one.package_id is None), None)
    answers = _answered_form(line, by_hand.id if by_hand else None)
    files = [one for one in line.unanswered if one.handed is not None]
    context = {
        "line": line, "facts": presenters.facts_of(line), "changes": presenters.change_rows(line),
        "looked": looked,
        "notices": presenters.notice_rows(line, now, answers_for(actor, line, WHY)),
        "previews": presenters.previews(looked.packages),
        "wording": looked.form, "by_hand": by_hand, "files": files,
        "again_forms": {one.id: _again(actor, line, one.id) for one in files} | forms.get("again_form", {}),
        "told_form": forms.get("told_form") or ToldForm(initial={"told_on": today}),
        "answered_form": forms.get("answered_form") or answers(initial={"answered_on": today}),
    }  # fmt: skip
    return render(request, "following/notice.html", context)


def _again(actor: Actor, line: FollowedLine, notice_id: UUID) -> WordingForm:
    """The boxes for a file that is made again, where its reader may read a summary only."""
    materials = materials_for(actor, line, WHY, line.said_in(notice_id))
    return WordingForm(prefix=str(notice_id), wanted=[one for each in materials for one in wordings_of(each)])
