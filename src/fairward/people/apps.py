"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Children and adults in records."""

    name = "fairward.people"
    label = "people"
