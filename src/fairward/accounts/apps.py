"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, sessions, guessing."""

    name = "fairward.accounts"
    label = "accounts"
