"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Permissions."""

    name = "fairward.access"
    label = "access"
