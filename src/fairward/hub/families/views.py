"""Workers: who of a case was let in, the sheet, another code, the end; what is put off. They may not query by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, at_work, requires
from fairward.families import paper
from fairward.families.forms import CodeForm
from fairward.families.invite_actions import FamilySheet
from fairward.hub.corrections.queries import put_right_of
from fairward.hub.decisions.policies import TELL
from fairward.hub.families import letting_actions, presenters
from fairward.hub.families.forms import EndForm, LetInForm
from fairward.hub.families.later_queries import put_off_for
from fairward.hub.families.queries import (
    children_of,
    family_of,
    reader_for,
    relative_for,
    sides_for,
)
from fairward.hub.families.vocabulary import Ground
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.intake.trying import done
from fairward.hub.intake.vocabulary import PersonKind
from fairward.organisations.queries import names_of_members

WHY = "letting a family in to what was done"


@require_safe
@requires(TELL, unlocked=True)
def family(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everybody of a case: who was let in, what they see, what they said."""
    actor = actor_of(request)
    found = family_of(actor, case_id, WHY)
    facts = case_facts(actor.organisation_id, case_id)
    makers = {one.shown.made_by for one in found if one.shown}
    names = names_of_members(actor.organisation_id, makers)
    context = {
        "case_id": case_id, "reference": facts.reference, "sides": sides_for(actor, case_id, WHY),
        "people": presenters.relatives_on_page(case_id, facts.state, found, names),
        "asked": len(put_right_of(actor.organisation_id, case_id)),
    }  # fmt: skip
    return render(request, "hub_families/family.html", context)


@never_cache
@requires(TELL, unlocked=True)
def let_in(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """A worker has met the person: who they are, why they may see it, how they are reached."""
    actor = actor_of(request)
    found = relative_for(actor, case_id, person_id, WHY)
    children = children_of(actor.organisation_id, case_id)
    is_child = found.person.kind is PersonKind.CHILD
    form = LetInForm(
        request.POST if request.method == "POST" else None, is_child=is_child,
        children=[(str(one.id), one.identity.words) for one in children],
    )  # fmt: skip
    sheets: list[FamilySheet | None] = []
    if request.method == "POST" and form.is_valid():
        asked = _asked(form, case_id, person_id)
        if done(form, None, lambda: sheets.append(letting_actions.let_in(by=actor, invitation=asked))):
            return _sheet(request, sheets[0], case_id)
    context = {"form": form, "case_id": case_id, "person": found.person, "is_child": is_child}
    return render(request, "hub_families/let_in.html", context)


@never_cache
@requires(TELL, unlocked=True)
def code(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """A new one-time code, after saying what it does."""
    actor = actor_of(request)
    person, reader = reader_for(actor, case_id, person_id, WHY)
    form = CodeForm(request.POST if request.method == "POST" else None)
    sheets: list[FamilySheet | None] = []

    def act() -> None:
        sheets.append(letting_actions.renew_code(by=actor, reader_id=reader.id, **form.cleaned_data))

    if request.method == "POST" and form.is_valid() and done(form, None, act):
        return _sheet(request, sheets[0], case_id)
    return render(request, "hub_families/code.html", {"form": form, "case_id": case_id, "person": person})


@requires(TELL, unlocked=True)
def end(request: HttpRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody sees it no more, at once."""
    actor = actor_of(request)
    person, reader = reader_for(actor, case_id, person_id, WHY)
    form = EndForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        letting_actions.end_reading(by=actor, reader_id=reader.id, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and done(form, None, act):
        return redirect("hub_families:family", case_id=case_id)
    return render(request, "hub_families/end.html", {"form": form, "case_id": case_id, "person": person})


@require_safe
@requires(TELL, unlocked=True)
def put_off(request: HttpRequest) -> HttpResponse:
    """Everybody who hears it later, whoever is to be looked at first on top."""
    actor = actor_of(request)
    found = put_off_for(actor, "seeing who hears later what was decided")
    names = names_of_members(actor.organisation_id, {each.one.by for each in found})
    rows = presenters.put_off_rows(found, names, timezone.localdate())
    return render(request, "hub_families/put_off.html", {"rows": rows, "columns": presenters.PUT_OFF_COLUMNS})


def _asked(form: LetInForm, case_id: UUID, person_id: UUID) -> letting_actions.Invitation:
    given = form.cleaned_data
    return letting_actions.Invitation(
        case_id, person_id, given.get("ground", Ground.SELF), given["identity_check"],
        frozenset(given.get("children", ())), form.contact(), given["wants_notices"], given.get("sign_in", ""),
    )  # fmt: skip


def _sheet(request: HttpRequest, sheet: FamilySheet | None, case_id: UUID) -> HttpResponse:
    """Shown as the answer to the very POST that made it; nothing to print for who has an account already."""
    back = reverse("hub_families:family", args=[case_id])
    if sheet is None:
        return redirect(back)
    address = f"{settings.FAIRWARD_BASE_URL.rstrip('/')}{reverse('accounts:first_code')}"
    context: dict[str, Any] = {
        "sheet": sheet,
        "address": address,
        "picture": paper.picture(address),
        "back": back,
    }
    return render(request, "hub_families/sheet.html", context | {"hub": at_work(request).organisation_name})
