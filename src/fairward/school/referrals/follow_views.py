"""What is done about a referral that was sent: each on a page of its own. They may not query by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.school.referrals.follow_actions import (
    acknowledge_referral,
    chase_referral,
    close_referral,
    disagree,
    note_decision,
)
from fairward.school.referrals.forms import CloseForm, DecidedForm, DoneForm
from fairward.school.referrals.presenters import ladder_of
from fairward.school.referrals.queries import OpenedReferral, referral_for
from fairward.school.referrals.views import SENDER, WHY


@dataclass(frozen=True, slots=True)
class Doing:
    """A page on which something done is noted: its title, what is said above, what the button says."""

    title: str
    words: str
    button: str


ACKNOWLEDGED = Doing("They have acknowledged it", "Only where no receipt of theirs says so.", "Note it")
CHASED = Doing("You have chased it", "Ring them: ask who has it and when they decide.", "Note it")
DECIDED = Doing(
    "They have decided", "In their words. If you disagree, you can say so next.", "Note what they decided"
)
DISAGREE = Doing(
    "You disagree, or hear nothing",
    "Professional disagreement protects children. Take the next step.",
    "Note it",
)
CLOSE = Doing(
    "Close this referral",
    "It stays in the list of closed referrals, with everything that was done.",
    "Close it",
)


@requires(SENDER, unlocked=True)
def acknowledged(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """They have it."""

    def act(by: Actor, opened: OpenedReferral, form: DoneForm) -> None:
        acknowledge_referral(by=by, opened=opened, done=form.done())

    return _noted(request, referral_id, ACKNOWLEDGED, DoneForm, act)


@requires(SENDER, unlocked=True)
def chased(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """They were chased."""

    def act(by: Actor, opened: OpenedReferral, form: DoneForm) -> None:
        chase_referral(by=by, opened=opened, done=form.done())

    return _noted(request, referral_id, CHASED, DoneForm, act)


@requires(SENDER, unlocked=True)
def decided(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What they decided."""

    def act(by: Actor, opened: OpenedReferral, form: DecidedForm) -> None:
        note_decision(by=by, opened=opened, outcome=form.cleaned_data["outcome"], done=form.done())

    return _noted(request, referral_id, DECIDED, DecidedForm, act)


@requires(SENDER, unlocked=True)
def disagreed(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The next step of professional disagreement."""

    def act(by: Actor, opened: OpenedReferral, form: DoneForm) -> None:
        disagree(by=by, opened=opened, done=form.done())

    return _noted(request, referral_id, DISAGREE, DoneForm, act)


@requires(SENDER, unlocked=True)
def closed(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """It is at its end."""

    def act(by: Actor, opened: OpenedReferral, form: CloseForm) -> None:
        close_referral(by=by, opened=opened, words=form.cleaned_data["words"])

    return _noted(request, referral_id, CLOSE, CloseForm, act)


def _noted(
    request: HttpRequest, referral_id: UUID, doing: Doing, form_class: type, act: Callable[..., None]
) -> HttpResponse:
    """Ask, act, and go back to the referral; what an action refuses stands above what was typed."""
    actor = actor_of(request)
    opened = referral_for(actor, referral_id, WHY)
    data = request.POST if request.method == "POST" else None
    form = form_class(data, initial={"on": timezone.localdate()})
    if data is not None and form.is_valid():
        try:
            act(actor, opened, form)
        except Denied as refused:
            form.add_error("words", refused.sentence)
        else:
            return redirect("referrals:one", referral_id=referral_id)
    _, next_step = ladder_of(opened.noted)
    context = {
        "opened": opened, "doing": doing, "form": form, "step": next_step if doing is DISAGREE else "",
        "names": list(form.fields),
    }  # fmt: skip
    return render(request, "referrals/noted.html", context)
