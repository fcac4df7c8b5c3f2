"""The administrator's pages. Each view parses, acts and renders."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairward.access.permissions import roles_in
from fairward.access.requests import actor_of, requires
from fairward.accounts import queries as accounts
from fairward.administration import actions, presenters
from fairward.administration.actions import FirstSheet
from fairward.administration.forms import CallNumbers, CodeForm, EndForm, PersonForm, RoleForm, SettingsForm
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.organisations import queries as organisations
from fairward.organisations.queries import CallLead, Member

page = require_http_methods(["GET", "HEAD", "POST"])


def _roles(request: HttpRequest) -> tuple[Role, ...]:
    kind = organisations.organisation(actor_of(request).organisation_id).kind
    return roles_in(OrganisationKind(kind))


def _person(request: HttpRequest, membership_id: UUID) -> Member:
    """Somebody who works here. Members of families are let in, and out, by the lead."""
    found = organisations.member(actor_of(request).organisation_id, membership_id)
    if found.role in (Role.FAMILY, Role.YOUNG_PERSON):
        raise NotFound("member")
    return found


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires("organisation:members:manage")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, and on request everybody who did."""
    show_ended = request.GET.get("ended") == "yes"
    found = organisations.members(actor_of(request).organisation_id, include_ended=show_ended)
    rows = presenters.people(found, actor_of(request))
    return render(request, "administration/people.html", {"rows": rows, "show_ended": show_ended})


@never_cache
@page
@requires("organisation:members:manage")
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new; the answer is the sheet with their one-time code, shown once."""
    form = PersonForm(request.POST if request.method == "POST" else None, roles=_roles(request))
    if request.method == "POST" and form.is_valid():
        try:
            sheet = actions.add_person(by=actor_of(request), **form.cleaned_data)
        except Denied as denied:
            form.add_error("sign_in", denied.sentence)
        else:
            return _show_sheet(request, sheet)
    return render(request, "administration/add.html", {"form": form, "hints": presenters.role_hints()})


def _show_sheet(request: HttpRequest, sheet: FirstSheet) -> HttpResponse:
    return render(request, "administration/first_sheet.html", {"sheet": sheet})


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires("organisation:members:manage")
def person(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """One member and what can be done."""
    member = _person(request, membership_id)
    context = {
        "person": member,
        "sign_in": accounts.sign_in_names({member.account_id})[member.account_id],
        "code_until": accounts.waiting_for_first_sign_in({member.account_id}).get(member.account_id),
        "is_self": member.membership_id == actor_of(request).membership_id,
    }
    return render(request, "administration/person.html", context)


@never_cache
@page
@requires("organisation:members:manage")
def code(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """A new one-time code, after saying what it does."""
    member = _person(request, membership_id)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sign_in = accounts.sign_in_names({member.account_id})[member.account_id]
        is_lost = form.cleaned_data["remove_second_factor"]
        sheet = actions.print_code(
            by=actor_of(request), person=member, sign_in=sign_in, remove_second_factor=is_lost
        )
        return _show_sheet(request, sheet)
    return render(request, "administration/code.html", {"form": form, "person": member})


@never_cache
@page
@requires("organisation:members:manage")
def role(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Another role."""
    member = _person(request, membership_id)
    initial = {"role": str(int(member.role)), "year_groups": member.year_groups}
    form = RoleForm(
        request.POST if request.method == "POST" else None, roles=_roles(request), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        actions.change_role(by=actor_of(request), person=member, **form.cleaned_data)
        return redirect("administration:person", membership_id=membership_id)
    context = {"form": form, "person": member, "hints": presenters.role_hints()}
    return render(request, "administration/role.html", context)


@never_cache
@page
@requires("organisation:members:manage")
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Somebody no longer works here."""
    member = _person(request, membership_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.end_person(by=actor_of(request), person=member, reason=form.cleaned_data["reason"])
        return redirect("administration:people")
    held = presenters.keys_held(actor_of(request), member)
    return render(request, "administration/end.html", {"form": form, "person": member, "held": held})


@never_cache
@page
@requires("organisation:settings:manage")
def settings(request: HttpRequest) -> HttpResponse:
    """Whom to call, and what the organisation decides for itself."""
    actor = actor_of(request)
    leads = organisations.leads_to_call(actor.organisation_id)
    form = SettingsForm(
        request.POST if request.method == "POST" else None, initial=presenters.settings(actor)
    )
    numbers = CallNumbers(
        request.POST if request.method == "POST" else None,
        prefix="call",
        initial=[{"whom": lead.whom, "number": lead.number} for lead in leads],
    )
    if request.method == "POST" and form.is_valid() and numbers.is_valid():
        given = [CallLead(row["whom"], row["number"]) for row in numbers.cleaned_data if row.get("number")]
        actions.change_settings(by=actor, **form.cleaned_data)
        actions.set_call_numbers(by=actor, leads=given)
        return redirect("administration:settings_saved")
    context = {"form": form, "numbers": numbers, "has_terms": presenters.has_terms(actor)}
    return render(request, "administration/settings.html", context)


@require_http_methods(["GET", "HEAD"])
@requires("organisation:settings:manage")
def settings_saved(request: HttpRequest) -> HttpResponse:
    """What stands now."""
    leads = organisations.leads_to_call(actor_of(request).organisation_id)
    return render(request, "administration/settings_saved.html", {"leads": leads})
