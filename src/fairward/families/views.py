"""The lead's pages of family accounts: a child's family, the list, one account and what becomes of it. They may not query."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairward.access.requests import actor_of, requires
from fairward.families import account_actions, family_queries, presenters
from fairward.families.forms import ContactForm, EndForm
from fairward.families.handover_queries import handover_for, handovers_due
from fairward.families.invite_actions import PERMISSION
from fairward.kernel.denied import Denied

WHY = "looking after family accounts"
FIELDS = {"mail_of_another": "email", "no_address": "email", "phone_of_another": "phone"}
page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires(PERMISSION)
def accounts(request: HttpRequest) -> HttpResponse:
    """Every family account: what needs doing first."""
    actor = actor_of(request)
    found = family_queries.accounts_for(actor, WHY)
    context = {
        "needing": presenters.account_rows(found, needing=True),
        "others": presenters.account_rows(found, needing=False),
        "due": presenters.due_rows(handovers_due(actor), timezone.localdate()),
    }
    return render(request, "families/accounts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires(PERMISSION)
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who of a child's family sees something, who could be let in, and who was."""
    actor = actor_of(request)
    family = family_queries.family_for(actor, child_id, WHY)
    context = {
        "family": family,
        "relatives": [(one, presenters.facts_of(one)) for one in family.relatives],
        "handover": handover_for(actor, child_id, WHY),
        "today": timezone.localdate(),
    }
    return render(request, "families/child.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
@requires(PERMISSION)
def account(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """One account and what can be done."""
    found = family_queries.account_for(actor_of(request), family_account_id, WHY)
    context = {
        "account": found,
        "facts": presenters.account_facts(found),
        "rows": presenters.access_rows(found),
    }
    return render(request, "families/account.html", context)


@require_POST
@requires(PERMISSION)
def pause(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """One click: nobody is in with this account any more."""
    account_actions.pause(by=actor_of(request), family_account_id=family_account_id)
    return redirect("families:account", family_account_id=family_account_id)


@require_POST
@requires(PERMISSION)
def resume(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """The pause is over."""
    account_actions.resume(by=actor_of(request), family_account_id=family_account_id)
    return redirect("families:account", family_account_id=family_account_id)


@require_POST
@requires(PERMISSION)
def confirm(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """What had closed it is undone, and the lead has looked."""
    actor = actor_of(request)
    found, _ = family_queries.access_for(actor, access_id, WHY)
    account_actions.confirm_access(by=actor, access_id=access_id)
    return redirect("families:account", family_account_id=found.id)


@never_cache
@page
@requires(PERMISSION)
def contact(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """How somebody can be reached safely."""
    actor = actor_of(request)
    found = family_queries.account_for(actor, family_account_id, WHY)
    now = found.contact
    initial = {
        "email": now.email,
        "phone": now.phone,
        "safety": now.safety,
        "wants_notices": found.wants_notices,
    }
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            account_actions.change_contact(
                by=actor, family_account_id=found.id, contact=form.contact(),
                wants_notices=form.cleaned_data["wants_notices"],
            )  # fmt: skip
        except Denied as denied:
            form.add_error(FIELDS.get(denied.code), denied.sentence)
        else:
            return redirect("families:account", family_account_id=found.id)
    return render(request, "families/contact.html", {"form": form, "account": found})


@never_cache
@page
@requires(PERMISSION)
def end(request: HttpRequest, family_account_id: UUID) -> HttpResponse:
    """The whole account ends."""
    actor = actor_of(request)
    found = family_queries.account_for(actor, family_account_id, WHY)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account_actions.end_account(by=actor, family_account_id=found.id, reason=form.cleaned_data["reason"])
        return redirect("families:accounts")
    return render(request, "families/end.html", {"form": form, "account": found, "child": None})


@never_cache
@page
@requires(PERMISSION)
def end_access(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """One child's record is seen no more; the last one takes the account with it."""
    actor = actor_of(request)
    found, access = family_queries.access_for(actor, access_id, WHY)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account_actions.end_access(by=actor, access_id=access_id, reason=form.cleaned_data["reason"])
        return redirect("families:child", child_id=access.child_id)
    context = {"form": form, "account": found, "child": found.names[access.child_id]}
    return render(request, "families/end.html", context)
