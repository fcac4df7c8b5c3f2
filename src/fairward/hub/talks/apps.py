"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class TalksConfig(AppConfig):
    """Disagreements and strategy discussions of a hub."""

    name = "fairward.hub.talks"
    label = "talks"
