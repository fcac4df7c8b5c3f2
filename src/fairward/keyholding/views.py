"""Pages of unlocking, of the rings and of the sheet in the safe. Each view parses, acts and renders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires, safe_next
from fairward.families.first_use import FAMILY_ROLES
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keyholding import actions, paper, policies, queries
from fairward.keyholding.forms import SheetForm, SureForm, UnlockForm
from fairward.keys import persons, unlock
from fairward.organisations import queries as organisations

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
@requires("keys:self:hold")
def unlock_page(request: HttpRequest) -> HttpResponse:
    """The passphrase; back to where the person was."""
    actor, target = actor_of(request), safe_next(request)
    if not persons.has_person_key(actor.account_id):
        return to("keyholding:passphrase", target)
    form = UnlockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.open_with_passphrase(
                by=actor, request=request, passphrase=form.cleaned_data["passphrase"]
            )
        except Denied as denied:
            form.add_error("passphrase", denied.sentence)
        else:
            return to("keyholding:reseal", target) if left else HttpResponseRedirect(target)
    return show(request, "unlock", {"form": form, "next": target})


def show(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page of one's own key: members of a family get plainer words, without a school's jargon."""
    folder = "keyholding/family" if actor_of(request).role in FAMILY_ROLES else "keyholding"
    return render(request, f"{folder}/{name}.html", context)


def to(name: str, target: str = "") -> HttpResponse:
    """A redirect that remembers where the person wanted to go."""
    address = reverse(name)
    return HttpResponseRedirect(f"{address}?{urlencode({'next': target})}" if target else address)


@require_POST
@requires()
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now: the keys are gone from this browser until the passphrase is typed again."""
    unlock.lock(request)
    response = redirect("keyholding:locked")
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_http_methods(["GET", "HEAD"])
@requires()
def locked(request: HttpRequest) -> HttpResponse:
    """An empty page, for when somebody looks over the shoulder."""
    may_unlock = may(actor_of(request), "keys:self:hold")
    return render(request, "keyholding/locked.html", {"may_unlock": may_unlock})


@require_POST
@requires()
def extend(request: HttpRequest) -> HttpResponse:
    """ "I am still here": the idle time starts anew. JSON for the script, a redirect for a plain form."""
    left = unlock.extend(request)
    if "text/html" in request.headers.get("Accept", ""):
        return HttpResponseRedirect(safe_next(request))
    return JsonResponse({"seconds_left": left})


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires("keys:rings:see")
def overview(request: HttpRequest) -> HttpResponse:
    """Rings, their holders, who waits, the sheet."""
    actor = actor_of(request)
    context = {
        "overview": queries.overview(actor.organisation_id),
        "held": queries.held_by(actor),
        "may_grant": may(actor, "keys:rings:grant"),
        "may_keep_sheet": may(actor, "keys:escrow:manage"),
    }
    return render(request, "keyholding/overview.html", context)


@never_cache
@page
@requires("keys:rings:grant", unlocked=True)
def grant(request: HttpRequest, kind: int, membership_id: UUID) -> HttpResponse:
    """Asks before a person is let in, because what they read meanwhile cannot be taken back."""
    actor = actor_of(request)
    ring, person = _ring_kind(kind), organisations.member(actor.organisation_id, membership_id)
    policies.check_can_be_given(ring, person)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.grant_ring(by=actor, kind=ring, to=person)
        return redirect("keyholding:overview")
    return render(request, "keyholding/grant.html", {"form": form, "ring": ring, "person": person})


def _ring_kind(kind: int) -> RingKind:
    try:
        return RingKind(kind)
    except ValueError:
        raise Http404 from None


@never_cache
@page
@requires("keys:escrow:manage", unlocked=True)
def setup(request: HttpRequest) -> HttpResponse:
    """Make the rings; the first time, the sheet is shown once, as the answer to this very POST."""
    actor = actor_of(request)
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sheet = actions.set_up_rings(by=actor)
        return _show_sheet(request, sheet.words) if sheet else redirect("keyholding:overview")
    kinds = queries.missing_for(actor)
    has_sheet = queries.overview(actor.organisation_id).sheet is not None
    return render(request, "keyholding/setup.html", {"form": form, "kinds": kinds, "has_sheet": has_sheet})


def _show_sheet(request: HttpRequest, words: tuple[str, ...]) -> HttpResponse:
    name = organisations.organisation(actor_of(request).organisation_id).name
    context = {"words": paper.numbered(words), "picture": paper.picture(words), "organisation": name}
    return render(request, "keyholding/sheet.html", context)


@never_cache
@page
@requires("keys:escrow:manage")
def test_sheet(request: HttpRequest) -> HttpResponse:
    """Fire drill."""
    return _with_words(request, "keyholding/test_sheet.html", actions.test_sheet)


@never_cache
@page
@requires("keys:escrow:manage", unlocked=True)
def use_sheet(request: HttpRequest) -> HttpResponse:
    """Nobody who holds the rings can open them: the sheet gives them to the person who types it."""
    return _with_words(request, "keyholding/use_sheet.html", actions.use_sheet)


def _with_words(request: HttpRequest, template: str, act: Any) -> HttpResponse:
    form: forms.Form = SheetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(by=actor_of(request), words=form.cleaned_data["words"])
        except Denied as denied:
            form.add_error("words", denied.sentence)
        else:
            return redirect("keyholding:overview")
    return render(request, template, {"form": form})


@never_cache
@page
@requires("keys:escrow:manage", unlocked=True)
def replace_sheet(request: HttpRequest) -> HttpResponse:
    """Another sheet; the old paper is worth nothing afterwards."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _show_sheet(request, actions.replace_sheet(by=actor_of(request)).words)
    return render(request, "keyholding/replace_sheet.html", {"form": form})


@never_cache
@page
@requires("keys:self:hold", unlocked=True)
def reseal(request: HttpRequest) -> HttpResponse:
    """Somebody left: what was sealed to the old ring moves to the new one, in steps, in this person's own requests."""
    actor, target = actor_of(request), safe_next(request)
    if request.method == "POST":
        left = actions.reseal_step(by=actor)
        if not left:
            return HttpResponseRedirect(target)
    else:
        left = queries.pending_for(actor)
    total = max(left, _number(request.POST.get("total", "")))
    context = {"left": left, "total": total, "done": total - left, "next": target}
    return render(request, "keyholding/reseal.html", context)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
