"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Pages of the administrator."""

    name = "fairward.administration"
    label = "administration"
