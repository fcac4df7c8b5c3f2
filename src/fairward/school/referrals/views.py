"""Pages of referrals: the list, one referral, its short pages. They may not query by themselves."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fairward.access.requests import actor_of, at_work, requires
from fairward.exchange.choosing.changing import kept
from fairward.exchange.choosing.draft_actions import save_draft
from fairward.exchange.choosing.draft_queries import OpenedDraft, draft_for
from fairward.exchange.choosing.policies import OPEN as OPEN_DRAFTS
from fairward.kernel.actor import Actor
from fairward.rules.referral import Needed
from fairward.school.referrals import presenters
from fairward.school.referrals.asking_queries import bases_of, offers_for, passages_for
from fairward.school.referrals.begin_actions import add_missing, note_later, write_again
from fairward.school.referrals.filling import filled, initial_of
from fairward.school.referrals.follow_actions import choose_written_clock
from fairward.school.referrals.forms import ClockForm, ListForm, PageForm
from fairward.school.referrals.pages import WORRY, next_of, page_of
from fairward.school.referrals.policies import lacking_in
from fairward.school.referrals.queries import (
    OpenedReferral,
    Shown,
    referral_for,
    referral_of_draft,
    referrals_for,
    written_clock,
)
from fairward.web.contacts import read_contacts

SENDER = "exchange:package:send"
WHY = "following a referral"
WRITING = "writing a referral"


@require_GET
@requires(SENDER, unlocked=True)
def all_referrals(request: HttpRequest) -> HttpResponse:
    """Every referral that is not at its end, by clock; or those that the filter asks for."""
    form = ListForm(request.GET)
    given = form.cleaned_data.get("shown", "") if form.is_valid() else ""
    shown = Shown[given.upper()] if given else Shown.OPEN
    actor = actor_of(request)
    found = referrals_for(actor, shown, WHY)
    title, words = presenters.empty_words(shown)
    context = {
        "rows": presenters.rows_of(found), "columns": presenters.COLUMNS, "form": form, "is_filtered": bool(given),
        "count": len(found), "late": sum(one.standing.is_late for one in found), "empty_title": title,
        "empty_words": words, "clock": written_clock(actor.organisation_id),
    }  # fmt: skip
    return render(request, "referrals/all.html", context)


@require_GET
@requires(SENDER, unlocked=True)
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: where it stands, what is still to write, what can be done, what was done."""
    actor = actor_of(request)
    opened = referral_for(actor, referral_id, WHY)
    taken, next_step = presenters.ladder_of(opened.noted)
    context = {
        "opened": opened, "facts": presenters.facts_of(opened), "due": presenters.due_words(opened.standing),
        "chips": presenters.chips_of(opened.noted, opened.standing), "history": presenters.history_of(opened.steps),
        "taken": taken, "next_step": next_step, "later": _later_words(opened), **_writing(actor, opened),
    }  # fmt: skip
    return render(request, "referrals/one.html", context)


@requires(SENDER, unlocked=True)
def page(request: HttpRequest, referral_id: UUID, page_id: str) -> HttpResponse:
    """One of the short pages. What is typed is kept with the draft, also when the next page is never reached."""
    actor, this = actor_of(request), page_of(page_id)
    opened, draft = _draft(actor, referral_id)
    offers = offers_for(
        actor, opened, page_id, at_work(request), read_contacts(actor.organisation_id), WRITING
    )
    passages = passages_for(actor, opened, WRITING) if page_id == WORRY else []
    form = PageForm(
        request.POST if request.method == "POST" else None, page=this, offers=offers, passages=passages,
        is_advice=opened.noted.is_advice, initial=initial_of(this, draft.chosen, offers, passages),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = filled(draft.chosen, form, timezone.localdate())
        if kept(request, actor, draft, chosen, form):
            return _after(opened, page_id, request.POST.get("go", ""))
    context = {"opened": opened, "page": this, "form": form, "draft": draft, "passages": passages}
    return render(request, f"referrals/page_{page_id}.html", context)


@require_POST
@requires(SENDER, unlocked=True)
def later(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Danger comes first: what is missing is added later, and asked for until it has followed."""
    actor = actor_of(request)
    opened, draft = _draft(actor, referral_id)
    lacking = tuple(one.id for one in _lacking(actor, opened, draft))
    if draft.facts.is_urgent and lacking:
        save_draft(by=actor, draft=draft, chosen=replace(draft.chosen, later=lacking))
        note_later(by=actor, opened=opened, later=lacking)
    return redirect("choosing:draft", draft_id=draft.facts.id)


@require_POST
@requires(SENDER, unlocked=True)
def again(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write it once more, or write what was missing."""
    actor = actor_of(request)
    opened = referral_for(actor, referral_id, WRITING)
    if opened.standing.sent_at is None:
        write_again(by=actor, opened=opened)
    elif not opened.seen.is_adding:
        add_missing(by=actor, opened=opened)
    return redirect("referrals:one", referral_id=referral_id)


@require_GET
@requires(SENDER, unlocked=True)
def of_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """From what is prepared back to the referral that it is for."""
    return redirect("referrals:one", referral_id=referral_of_draft(actor_of(request), draft_id, WHY))


@requires(SENDER, unlocked=True)
def clock(request: HttpRequest) -> HttpResponse:
    """How soon the area wants a referral by telephone in writing."""
    actor = actor_of(request)
    form = ClockForm(request.POST or None, initial={"clock": written_clock(actor.organisation_id).id})
    if request.method == "POST" and form.is_valid():
        choose_written_clock(by=actor, clock=form.cleaned_data["clock"])
        return redirect("referrals:all")
    return render(request, "referrals/clock.html", {"form": form})


def _draft(actor: Actor, referral_id: UUID) -> tuple[OpenedReferral, OpenedDraft]:
    opened = referral_for(actor, referral_id, WRITING)
    draft_id = opened.draft.id if opened.draft else opened.noted.draft_id
    return opened, draft_for(actor, draft_id, WRITING)


def _writing(actor: Actor, opened: OpenedReferral) -> dict[str, object]:
    """What is still to write, while a draft stands open."""
    if opened.draft is None or opened.draft.state not in OPEN_DRAFTS:
        return {"tasks": [], "lacking": (), "note": "", "draft": None}
    draft = draft_for(actor, opened.draft.id, WRITING)
    lacking = _lacking(actor, opened, draft)
    return {
        "tasks": presenters.tasks_of(opened, lacking), "lacking": lacking, "note": presenters.note_of(draft.chosen),
        "draft": draft.facts,
    }  # fmt: skip


def _lacking(actor: Actor, opened: OpenedReferral, draft: OpenedDraft) -> tuple[Needed, ...]:
    """What is needed and not there; of what is added later, only what was sent without."""
    bases = bases_of(actor.organisation_id, draft.chosen.passages)
    found = lacking_in(draft.chosen, bases, is_advice=opened.noted.is_advice)
    return tuple(one for one in found if not opened.seen.is_adding or one.id in opened.later)


def _later_words(opened: OpenedReferral) -> list[str]:
    return presenters.sentences_of(opened.later)


def _after(opened: OpenedReferral, page_id: str, go: str) -> HttpResponse:
    """On to the next page, or back to the referral."""
    following = next_of(page_id)
    if following is not None and following.id == "household" and opened.noted.is_advice:
        following = next_of(following.id)
    if following is None or go == "back":
        return redirect("referrals:one", referral_id=opened.noted.id)
    return redirect(f"referrals:{following.id}", referral_id=opened.noted.id)
