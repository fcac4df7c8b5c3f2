"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class KeyholdingConfig(AppConfig):
    """Pages of the keys."""

    name = "fairward.keyholding"
    label = "keyholding"
