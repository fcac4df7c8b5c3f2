"""The pages on which a person changes how they sign in. Each view parses, acts and renders."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairward.accounts import actions, guesses, policies, queries, secrets
from fairward.accounts.forms import ChangePasswordForm, CurrentPasswordForm, NewSecondFactorForm
from fairward.accounts.models import Account
from fairward.accounts.presenters import account, safe_next
from fairward.kernel.denied import Denied
from fairward.keys.persons import has_person_key

DRAFT = "second_factor_draft"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app: QR code, first code, then the recovery codes once."""
    person, target = account(request), safe_next(request)
    replaces = queries.has_second_factor(person.id)
    form = NewSecondFactorForm(request.POST if request.method == "POST" else None, replaces=replaces)
    secret = _draft(request)
    if request.method == "POST" and form.is_valid() and _is_right(request, form, person, secret):
        codes = actions.set_second_factor(person, secret)
        request.session.pop(DRAFT, None)
        context = {"codes": codes, "next": target, "is_first": not replaces}
        return render(request, "accounts/recovery_codes.html", context)
    adapter = get_adapter()
    url = adapter.build_totp_url(person, secret)
    picture = mark_safe(adapter.build_totp_svg(url))  # noqa: S308 — made by segno from our own address
    context = {
        "form": form,
        "picture": picture,
        "secret": _in_groups(secret),
        "next": target,
        "replaces": replaces,
    }
    return render(request, "accounts/second_factor.html", context)


@login_required
@never_cache
@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """For whoever may choose: what a second factor is good for, and going on without one, to the passphrase."""
    target = safe_next(request)
    if not has_person_key(account(request).id):
        target = f"{reverse('keyholding:passphrase')}?{urlencode({'next': target})}"
    return render(request, "accounts/offer.html", {"next": target})


def _draft(request: HttpRequest) -> str:
    """The secret shown on the page, sealed in the session until its first code proves that the app has it."""
    if DRAFT not in request.session:
        request.session[DRAFT] = secrets.seal(generate_totp_secret())
    return secrets.unseal(request.session[DRAFT])


def _in_groups(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _is_right(request: HttpRequest, form: NewSecondFactorForm, person: Account, secret: str) -> bool:
    if "current" in form.fields and not _knows_password(request, form, person):
        return False
    if not validate_totp_code(secret, form.cleaned_data["code"]):
        form.add_error(
            "code", "That code is not right. Type the newest one; check that the phone's clock is right."
        )
        return False
    return True


def _knows_password(request: HttpRequest, form: Any, person: Account) -> bool:
    try:
        attempt = guesses.begin(request, "password", person.sign_in)
        policies.check_password_was_right(person.check_password(form.cleaned_data["current"]))
    except Denied as denied:
        form.add_error("current", denied.sentence)
        return False
    attempt.succeeded()
    return True


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    person = account(request)
    if not queries.has_second_factor(person.id):
        return redirect("accounts:second_factor")
    form = CurrentPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _knows_password(request, form, person):
        codes = actions.renew_recovery_codes(person)
        context = {"codes": codes, "next": safe_next(request), "is_first": False}
        return render(request, "accounts/recovery_codes.html", context)
    context = {"form": form, "left": queries.second_factor(person.id).recovery_codes_left}
    return render(request, "accounts/renew_recovery_codes.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other browsers are signed out."""
    person = account(request)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _knows_password(request, form, person):
        try:
            actions.change_password(
                person, new=form.cleaned_data["new"], session_key=request.session.session_key
            )
        except ValidationError as error:
            form.add_error("new", error)
        else:
            update_session_auth_hash(request, person)
            return redirect("accounts:security")
    return render(request, "accounts/password.html", {"form": form})
