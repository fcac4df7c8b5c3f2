"""The pages of signing in. Each view parses, acts and renders; it may not decide anything itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.internal.flows import trust
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairward.accounts import actions, first, guesses, presenters, queries, sessions
from fairward.accounts.forms import ChooseForm, CodeForm, FirstCodeForm, NewPasswordForm, SignInForm
from fairward.kernel.denied import Denied
from fairward.keys import unlock
from fairward.organisations import queries as organisations


class SignIn(LoginView):  # type: ignore[misc]
    """Sign-in name and password."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """The code, and whether this device is remembered for 30 days."""

    template_name = "accounts/second_factor_code.html"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and "code" not in request.POST:
            # Without a code allauth looks for a passkey, which is not in use here yet.
            typed = request.POST.copy()
            typed["code"] = ""
            request.POST = typed  # type: ignore[assignment] # allauth reads the request itself
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: CodeForm) -> HttpResponse:
        account = self.stage.login.user
        response: HttpResponse = super().form_valid(form)
        if self.request.POST.get("trust") == "yes":
            trust.trust_browser(self.request, account, response)
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_code(request: HttpRequest) -> HttpResponse:
    """The sheet from the administrator: sign-in name and one-time code."""
    form = FirstCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = guesses.begin(request, "first_code", form.cleaned_data["sign_in"])
            account = actions.account_with_code(form.cleaned_data["sign_in"], form.cleaned_data["code"])
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            attempt.succeeded()
            first.begin(request, account)
            return redirect("accounts:first_password")
    return render(request, "accounts/first_code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_password(request: HttpRequest) -> HttpResponse:
    """The person chooses their password; the sheet is then worth nothing."""
    account = first.account_of(request)
    if account is None:
        return redirect("accounts:first_code")
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_first_password(account, form.cleaned_data["new"])
        except ValidationError as error:
            form.add_error("new", error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            return first.finish(request, account)
    context = {"form": form, "sign_in": account.sign_in, "is_of_family": queries.is_of_family(account.id)}
    return render(request, "accounts/first_password.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Which organisation to work for, when there are several; and leaving one for another."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    target = presenters.safe_next(request)
    if request.POST.get("action") == "leave":
        sessions.leave(request)
        return redirect("accounts:choose")
    places = organisations.workplaces(request.user.pk, timezone.localdate())
    form = ChooseForm(request.POST if request.method == "POST" else None, places=presenters.choices(places))
    if request.method == "POST" and sessions.ORGANISATION not in request.session and form.is_valid():
        chosen = next(p for p in places if str(p.membership_id) == form.cleaned_data["membership"])
        return HttpResponseRedirect(actions.enter(request, presenters.account(request), chosen, target))
    context = {"form": form, "places": places, "next": target, "current": presenters.current(request, places)}
    return render(request, "accounts/choose.html", context)


@require_POST
def go_in(request: HttpRequest) -> HttpResponse:
    """After the second factor was set up: into the organisation, or on where one was, now with a second factor.

    A request of its own, because a page is never made in the request that chooses the organisation.
    """
    if not request.user.is_authenticated:
        return redirect("account_login")
    person, target = presenters.account(request), presenters.safe_next(request)
    places = organisations.workplaces(person.id, timezone.localdate())
    working = presenters.current(request, places)
    if working is not None:
        return HttpResponseRedirect(actions.enter(request, person, working, target))
    return HttpResponseRedirect(actions.begin_work(request, person, target))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Lock, end the session, and say so."""
    unlock.lock(request)
    logout(request)
    response = redirect("accounts:signed_out")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "HEAD"])
def signed_out(request: HttpRequest) -> HttpResponse:
    """The end of the day."""
    return render(request, "accounts/signed_out.html")


@never_cache
@require_http_methods(["GET", "HEAD"])
def security(request: HttpRequest) -> HttpResponse:
    """How one signs in, and where one is signed in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    account_id: UUID = request.user.pk
    context = {
        "second_factor": queries.second_factor(account_id),
        "sessions": sessions.sessions_of(account_id, request.session.session_key),
        "sign_in": presenters.account(request).sign_in,
        "is_of_family": queries.is_of_family(account_id),
    }
    return render(request, "accounts/security.html", context)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out another browser, or all others."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    mark = request.POST.get("session", "")
    if mark == "others":
        sessions.end_all(request.user.pk, but=request.session.session_key)
    else:
        sessions.end_one(request.user.pk, mark)
    return redirect("accounts:security")
