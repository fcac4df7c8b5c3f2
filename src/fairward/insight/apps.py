"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Counts about the record as a whole."""

    name = "fairward.insight"
    label = "insight"
