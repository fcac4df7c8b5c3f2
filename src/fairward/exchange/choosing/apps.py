"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class ChoosingConfig(AppConfig):
    """What leaves, chosen passage by passage."""

    name = "fairward.exchange.choosing"
    label = "choosing"
