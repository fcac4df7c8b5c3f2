"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Contacts and cases of a hub."""

    name = "fairward.hub.intake"
    label = "intake"
