"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """The pages of families and young people."""

    name = "fairward.family"
    label = "family"
