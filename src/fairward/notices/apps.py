"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Content-free mail."""

    name = "fairward.notices"
    label = "notices"
