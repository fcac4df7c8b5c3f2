"""Pages of one's own passphrase and recovery words. Each view parses, acts and renders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from fairward.access.requests import actor_of, requires, safe_next
from fairward.kernel.denied import Denied
from fairward.keyholding import actions, paper
from fairward.keyholding.forms import (
    ChangePassphraseForm,
    NewPassphraseForm,
    RecoverForm,
    SureForm,
    TwoWordsForm,
)
from fairward.keyholding.views import page, show, to
from fairward.keys import persons
from fairward.keys.words import suggest_passphrase


@never_cache
@page
@requires("keys:self:hold")
def passphrase(request: HttpRequest) -> HttpResponse:
    """The first time: set a passphrase, then see the recovery words once. Later: change it."""
    actor = actor_of(request)
    if persons.has_person_key(actor.account_id):
        return _change(request)
    form = NewPassphraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            words = actions.set_passphrase(by=actor, request=request, passphrase=form.cleaned_data["new"])
        except Denied as denied:
            form.add_error("new", denied.sentence)
        else:
            return _show_words(request, words)
    context = {"form": form, "next": safe_next(request), "example": suggest_passphrase()}
    return show(request, "passphrase", context)


def _change(request: HttpRequest) -> HttpResponse:
    form = ChangePassphraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["current"], form.cleaned_data["new"]
        try:
            persons.check_passphrase(new)
        except Denied as denied:
            form.add_error("new", denied.sentence)
            return show(request, "change_passphrase", {"form": form})
        try:
            actions.change_passphrase(by=actor_of(request), request=request, old=old, new=new)
        except Denied as denied:
            form.add_error("current", denied.sentence)
        else:
            return redirect("accounts:security")
    return show(request, "change_passphrase", {"form": form})


def _show_words(request: HttpRequest, words: tuple[str, ...]) -> HttpResponse:
    paper.ask_two(request, words)
    context = {"words": paper.numbered(words), "next": safe_next(request)}
    return show(request, "words", context)


@never_cache
@page
@requires("keys:self:hold")
def check_words(request: HttpRequest) -> HttpResponse:
    """Two of the words, from paper: people who skip this are those who lose their keys."""
    places = paper.places_asked(request)
    target = safe_next(request)
    if places is None:
        return to("keyholding:unlock", target)
    form = TwoWordsForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        if paper.are_right(request, form.cleaned_data["first"], form.cleaned_data["second"]):
            return redirect(target)
        form.add_error(
            None, "These are not the words on your paper at these places. Check the numbers beside them."
        )
    return show(request, "check_words", {"form": form, "next": target})


@never_cache
@page
@requires("keys:self:hold", unlocked=True)
def renew_words(request: HttpRequest) -> HttpResponse:
    """New recovery words instead of lost ones."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _show_words(request, actions.renew_words(by=actor_of(request)))
    return show(request, "renew_words", {"form": form})


@never_cache
@page
@requires("keys:self:hold")
def forgotten(request: HttpRequest) -> HttpResponse:
    """The recovery words set a new passphrase."""
    actor = actor_of(request)
    if not persons.has_person_key(actor.account_id):
        return to("keyholding:passphrase", safe_next(request))
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed, new = form.cleaned_data["words"], form.cleaned_data["new"]
        try:
            words = actions.recover(by=actor, request=request, words=typed, passphrase=new)
        except Denied as denied:
            form.add_error("new" if denied.code.endswith("passphrase") else "words", denied.sentence)
        else:
            return _show_words(request, words)
    return show(request, "forgotten", {"form": form})


@never_cache
@page
@requires("keys:self:hold")
def afresh(request: HttpRequest) -> HttpResponse:
    """Passphrase and words are both lost: a new key, and the rings again from another holder."""
    actor = actor_of(request)
    if not persons.has_person_key(actor.account_id):
        return to("keyholding:passphrase", safe_next(request))
    sure, form = (
        SureForm(request.POST if request.method == "POST" else None),
        NewPassphraseForm(request.POST or None),
    )
    if request.method == "POST" and sure.is_valid() and form.is_valid():
        try:
            words = actions.start_afresh(by=actor, request=request, passphrase=form.cleaned_data["new"])
        except Denied as denied:
            form.add_error("new", denied.sentence)
        else:
            return _show_words(request, words)
    return show(request, "afresh", {"form": form, "sure": sure})
