"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class MistakesConfig(AppConfig):
    """What was recorded by mistake."""

    name = "fairward.mistakes"
    label = "mistakes"
