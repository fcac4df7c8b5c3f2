"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions of a hub, and feedback."""

    name = "fairward.hub.decisions"
    label = "decisions"
