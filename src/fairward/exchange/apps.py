"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """What was told outside."""

    name = "fairward.exchange"
    label = "exchange"
