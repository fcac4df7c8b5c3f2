"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class ReceivingConfig(AppConfig):
    """Packages that arrived, and what was taken out of them."""

    name = "fairward.exchange.receiving"
    label = "receiving"
