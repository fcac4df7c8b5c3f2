"""Registers the slice with Django. It may not do anything else."""

from django.apps import AppConfig


class ChronologyConfig(AppConfig):
    """Reading a child's files."""

    name = "fairward.school.chronology"
    label = "chronology"
