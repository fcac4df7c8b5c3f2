"""Addresses of signing in and of one's own security. Names without a namespace are those that allauth asks for."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from fairward.accounts import security, views

_own: list[URLPattern] = [
    path("sign-in/first/", views.first_code, name="first_code"),
    path("sign-in/first/password/", views.first_password, name="first_password"),
    path("sign-in/organisation/", views.choose, name="choose"),
    path("sign-in/go-in/", views.go_in, name="go_in"),
    path("signed-out/", views.signed_out, name="signed_out"),
    path("account/security/", views.security, name="security"),
    path("account/security/second-factor/", security.second_factor, name="second_factor"),
    path("account/security/offer/", security.offer, name="offer"),
    path("account/security/recovery-codes/", security.recovery_codes, name="recovery_codes"),
    path("account/security/password/", security.password, name="password"),
    path("account/security/end-session/", views.end_session, name="end_session"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/second-factor/", views.SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("", include((_own, "accounts"))),
]
