"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class HubFamiliesConfig(AppConfig):
    """What families see of what a hub did about them."""

    name = "fairward.hub.families"
    label = "hub_families"
