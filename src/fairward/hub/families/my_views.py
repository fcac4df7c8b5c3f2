"""A family's own pages about what a hub did: read, say, put right, who looked, how to complain. They may not query."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, at_work, came_from, requires, safe_next
from fairward.design.addresses import url
from fairward.hub.families import my_presenters as words
from fairward.hub.families.forms import SayForm, WrongForm, YearForm
from fairward.hub.families.my_queries import looks_of, my_case, my_cases, my_reading_for
from fairward.hub.families.policies import SELF
from fairward.hub.families.side_actions import say as keep_side
from fairward.hub.families.side_actions import say_wrong
from fairward.hub.intake.trying import done
from fairward.kernel.denied import NotFound
from fairward.rules import glossary

READY, CHANGE, SEND = "hub_family_ready", "change", "send"
WHY = "reading what was decided about oneself"
View = Callable[..., HttpResponseBase]


def after_advance(view: View) -> View:
    """Whoever comes for the first time in a session first reads what they will find, and that they can stop."""

    @wraps(view)
    def first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.session.get(READY):
            return redirect(f"{url('hub_families:before')}?{urlencode({'next': came_from(request)})}")
        return view(request, *args, **kwargs)

    return cast(View, first)


@require_safe
@requires(SELF)
def home(request: HttpRequest) -> HttpResponse:
    """The cases that somebody was let in to."""
    cases = [(one, words.about_words(one)) for one in my_cases(actor_of(request))]
    return render(
        request, "hub_families/home.html", {"cases": cases, "hub": at_work(request).organisation_name}
    )


@requires(SELF)
def before(request: HttpRequest) -> HttpResponse:
    """What you will find, who can help, that you can stop: once in a session."""
    target = safe_next(request, url("hub_families:home"))
    if request.method == "POST":
        request.session[READY] = True
        return redirect(target)
    return render(request, "hub_families/before.html", {"next": target})


@require_safe
@requires(SELF, unlocked=True)
@after_advance
def case(request: HttpRequest, reader_id: UUID) -> HttpResponse:
    """What was asked, what was answered, what was decided and why."""
    reading = my_reading_for(actor_of(request), reader_id, WHY)
    context = {
        "frame": words.frame(reading.case, "hub_families:case"), "one": words.case_on_page(reading),
        "hub": at_work(request).organisation_name, "bases": glossary.bases(),
    }  # fmt: skip
    return render(request, "hub_families/case.html", context)


@require_safe
@requires(SELF, unlocked=True)
@after_advance
def looks(request: HttpRequest, reader_id: UUID) -> HttpResponse:
    """Who of the hub opened the case, and when."""
    actor, this_year, form = actor_of(request), timezone.localdate().year, YearForm(request.GET)
    year = min(form.cleaned_data["year"] if form.is_valid() else this_year, this_year)
    found = looks_of(actor, reader_id, year, "seeing who looked at one's own case")
    context = {
        "frame": words.frame(my_case(actor, reader_id), "hub_families:looks"), "year": year, "this_year": this_year,
        "looks": words.look_words(found, at_work(request).organisation_name),
    }  # fmt: skip
    return render(request, "hub_families/looks.html", context)


@requires(SELF, unlocked=True)
@after_advance
def say(
    request: HttpRequest, reader_id: UUID, item_id: UUID | None = None, is_wrong: bool = False
) -> HttpResponse:  # fmt: skip
    """One's own words about the case, about an item, or about a decision that is wrong: written, checked, sent."""
    actor = actor_of(request)

    def act(given: str) -> None:
        keep_side(by=actor, reader_id=reader_id, words=given, item_id=item_id, is_wrong=is_wrong)

    form = SayForm(request.POST if request.method == "POST" else None)
    title = "Say what is wrong with what was decided" if is_wrong else "Say my side"
    return _asked(request, reader_id, item_id, form, title, act)


@requires(SELF, unlocked=True)
@after_advance
def wrong(request: HttpRequest, reader_id: UUID, item_id: UUID) -> HttpResponse:
    """Ask that an item is put right where it came from: written, checked, sent."""
    actor = actor_of(request)

    def act(given: str) -> None:
        say_wrong(by=actor, reader_id=reader_id, item_id=item_id, words=given)

    form = WrongForm(request.POST if request.method == "POST" else None)
    return _asked(request, reader_id, item_id, form, "This is wrong", act)


@require_safe
@requires(SELF)
def complain(request: HttpRequest) -> HttpResponse:
    """How to complain, step by step."""
    return render(request, "hub_families/complain.html", {"steps": words.complain_steps()})


def _asked(
    request: HttpRequest, reader_id: UUID, item_id: UUID | None, form: SayForm | WrongForm, title: str,
    act: Callable[[str], None],
) -> HttpResponse:  # fmt: skip
    """Write, check, send. What was written stays in the form until it is kept."""
    reading = my_reading_for(actor_of(request), reader_id, WHY)
    item = words.item_on_page(reading, item_id) if item_id else None
    if reading.outcome is None or (item_id is not None and item is None):
        raise NotFound("item")
    context = {
        "frame": words.frame(reading.case, "hub_families:case"), "form": form, "title": title, "item": item,
        "reader_id": reader_id,
    }  # fmt: skip
    if request.method != "POST" or request.POST.get("step") == CHANGE or not form.is_valid():
        return render(request, "hub_families/say.html", context)
    if request.POST.get("step") != SEND:
        return render(request, "hub_families/say_check.html", context)
    if done(form, None, lambda: act(form.cleaned_data["words"])):
        return redirect("hub_families:case", reader_id=reader_id)
    return render(request, "hub_families/say.html", context)
