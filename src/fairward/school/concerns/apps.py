"""Registers the slice with Django. It may not do anything else."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """Concerns: reported, triaged, decided."""

    name = "fairward.school.concerns"
    label = "concerns"
