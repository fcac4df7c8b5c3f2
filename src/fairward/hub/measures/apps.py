"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Measures for the partnership of a hub."""

    name = "fairward.hub.measures"
    label = "measures"
