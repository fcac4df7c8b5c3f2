"""Addresses of unlocking and of the keys."""

from __future__ import annotations

from django.urls import path

from fairward.keyholding import passphrases, views

app_name = "keyholding"
urlpatterns = [
    path("unlock/", views.unlock_page, name="unlock"),
    path("unlock/lock/", views.lock, name="lock"),
    path("unlock/locked/", views.locked, name="locked"),
    path("unlock/extend/", views.extend, name="extend"),
    path("keys/", views.overview, name="overview"),
    path("keys/passphrase/", passphrases.passphrase, name="passphrase"),
    path("keys/passphrase/check/", passphrases.check_words, name="check_words"),
    path("keys/passphrase/words/", passphrases.renew_words, name="renew_words"),
    path("keys/passphrase/forgotten/", passphrases.forgotten, name="forgotten"),
    path("keys/passphrase/afresh/", passphrases.afresh, name="afresh"),
    path("keys/grant/<int:kind>/<uuid:membership_id>/", views.grant, name="grant"),
    path("keys/set-up/", views.setup, name="setup"),
    path("keys/sheet/test/", views.test_sheet, name="test_sheet"),
    path("keys/sheet/use/", views.use_sheet, name="use_sheet"),
    path("keys/sheet/replace/", views.replace_sheet, name="replace_sheet"),
    path("keys/re-seal/", views.reseal, name="reseal"),
]
