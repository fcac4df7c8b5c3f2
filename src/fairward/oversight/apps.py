"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The page of the log."""

    name = "fairward.oversight"
    label = "oversight"
