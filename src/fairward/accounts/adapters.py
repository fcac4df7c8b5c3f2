"""How allauth's flows behave here: limits, words, sealing, what comes after signing in. It may not show pages."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fairward.accounts import actions, guesses, secrets
from fairward.kernel.denied import Denied


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in by name and password. Nobody signs up, and no mail is ever sent from here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The sign-in name and password do not match. Check both and try again.",
        "incorrect_code": "That code is not right. Type the newest one that the app shows.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        try:
            attempt = guesses.begin(request, "password", str(credentials.get("username", "")))
        except Denied as denied:
            raise ValidationError(denied.sentence, code=denied.code) from denied
        account = super().authenticate(request, **credentials)
        if account is None or not account.is_active:
            return None
        attempt.succeeded()
        return account

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Allauth counts by account alone, with which a stranger could lock somebody out: `guesses` counts instead."""

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        url = actions.begin_work(request, user, options.get("redirect_url") or "/")
        response = HttpResponseRedirect(url)
        guesses.remember_device(request, response, user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no mail address."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors. Secrets are sealed with the installation's own secret."""

    error_messages = {**DefaultMFAAdapter.error_messages, **AccountAdapter.error_messages}

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff"))
