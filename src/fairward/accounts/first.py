"""Between the printed code and the first password: who that is. It may not last longer than half an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fairward.accounts import actions, guesses, queries
from fairward.accounts.models import Account

WHO, SINCE = "first_account", "first_since"
TIME = timedelta(minutes=30)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def begin(request: HttpRequest, account: Account) -> None:
    """Remember whose code was right."""
    request.session.cycle_key()
    request.session[WHO] = str(account.id)
    request.session[SINCE] = timezone.now().isoformat()


def account_of(request: HttpRequest) -> Account | None:
    """Whose code was right in this session, for half an hour."""
    who, since = request.session.get(WHO), request.session.get(SINCE)
    if not who or not since or datetime.fromisoformat(since) < timezone.now() - TIME:
        return None
    return queries.active_account(who)


def finish(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in with the new password; who already has a second factor shows it first, on the usual page."""
    request.session.flush()
    if queries.has_second_factor(account.id):
        return redirect("account_login")
    login(request, account, backend=BACKEND)
    target = reverse("accounts:offer") if queries.is_of_family(account.id) else "/"
    response = HttpResponseRedirect(actions.begin_work(request, account, target))
    guesses.remember_device(request, response, account)
    return response
