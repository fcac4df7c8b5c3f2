"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations and memberships."""

    name = "fairward.organisations"
    label = "organisations"
