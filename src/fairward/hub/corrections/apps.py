"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """What is put right in cases of a hub, and whom it must reach."""

    name = "fairward.hub.corrections"
    label = "corrections"
