"""Letting somebody in, and the sheet with the one-time code, which is shown as the answer to the very POST that made it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from fairward.access.requests import actor_of, requires
from fairward.families import account_actions, family_queries, invite_actions, paper, presenters
from fairward.families.forms import CodeForm, InviteForm
from fairward.families.invite_actions import PERMISSION, FamilySheet, Invitation
from fairward.families.views import FIELDS, WHY, page
from fairward.families.vocabulary import AccessGround, IdentityCheck
from fairward.kernel.denied import Denied

OF_GROUND = {"until_over": "until_on", "no_responsibility": "ground", "not_living_with": "ground"}
OF_GROUND |= dict.fromkeys(("too_young_for_proxies", "grown_up", "young_person_decided"), "ground")


@never_cache
@page
@requires(PERMISSION)
def invite(request: HttpRequest, child_id: UUID, person_id: UUID) -> HttpResponse:
    """The lead has met the person: who they are, why they may see the record, how they are reached."""
    actor = actor_of(request)
    child, person = family_queries.relative_for(actor, child_id, person_id, WHY)
    is_known, is_child = family_queries.has_account(actor.organisation_id, person_id), person.adult is None
    form = InviteForm(
        request.POST if request.method == "POST" else None, is_child=is_child, is_known=is_known
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = _asked(form, child_id, person_id, is_known=is_known)
            invited = invite_actions.invite(by=actor, invitation=asked)
        except Denied as denied:
            name = {**FIELDS, **OF_GROUND}.get(denied.code)
            form.add_error(name if name in form.fields else None, denied.sentence)
        else:
            return _after(request, invited, child_id)
    context = {
        "form": form, "child": child, "person": person, "facts": presenters.facts_of(person),
        "is_known": is_known, "is_child": is_child,
    }  # fmt: skip
    return render(request, "families/invite.html", context)


def _asked(form: InviteForm, child_id: UUID, person_id: UUID, *, is_known: bool) -> Invitation:
    """What was answered; somebody who has an account was checked when they got it."""
    given = form.cleaned_data
    ground = given.get("ground", AccessGround.SELF)
    if is_known:
        return Invitation(child_id, person_id, ground, IdentityCheck.KNOWN, until_on=given.get("until_on"))
    return Invitation(
        child_id, person_id, ground, given["identity_check"], form.contact(), given["wants_notices"],
        given.get("until_on"),
    )  # fmt: skip


def _after(request: HttpRequest, invited: invite_actions.Invited, child_id: UUID) -> HttpResponse:
    if invited.sheet is None:
        return redirect("families:child", child_id=child_id)
    return _show_sheet(request, invited.sheet, reverse("families:child", args=[child_id]))


@never_cache
@page
@requires(PERMISSION)
def code(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """A new one-time code, after saying what it does."""
    actor = actor_of(request)
    found = family_queries.account_for(actor, family_account_id, WHY)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = account_actions.renew_code(by=actor, family_account_id=found.id, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            return _show_sheet(request, sheet, reverse("families:account", args=[found.id]))
    return render(request, "families/code.html", {"form": form, "account": found})


def _show_sheet(request: HttpRequest, sheet: FamilySheet, back: str) -> HttpResponse:
    address = f"{settings.FAIRWARD_BASE_URL.rstrip('/')}{reverse('accounts:first_code')}"
    picture: SafeString = paper.picture(address)
    context = {"sheet": sheet, "address": address, "picture": picture, "back": back}
    return render(request, "families/sheet.html", context)
