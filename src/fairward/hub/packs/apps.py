"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Packs and analyses of a hub."""

    name = "fairward.hub.packs"
    label = "packs"
