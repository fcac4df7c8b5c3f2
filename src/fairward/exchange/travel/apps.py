"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class TravelConfig(AppConfig):
    """Sealed packages on their way."""

    name = "fairward.exchange.travel"
    label = "travel"
