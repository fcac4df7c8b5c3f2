"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Rows that belong to one organisation."""

    name = "fairward.tenancy"
    label = "tenancy"
