"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices of the police to schools."""

    name = "fairward.agency.notices"
    label = "notices_sent"
