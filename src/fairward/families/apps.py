"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """Accounts of family members and young people."""

    name = "fairward.families"
    label = "families"
