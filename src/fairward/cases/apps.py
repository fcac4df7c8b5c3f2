"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Rights cases."""

    name = "fairward.cases"
    label = "cases"
