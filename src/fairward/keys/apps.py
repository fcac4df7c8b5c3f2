"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys, in a database of their own."""

    name = "fairward.keys"
    label = "keys"
