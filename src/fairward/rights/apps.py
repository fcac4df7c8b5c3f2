"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Audience decisions of families."""

    name = "fairward.rights"
    label = "rights"
