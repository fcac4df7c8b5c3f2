"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """Files that move on with a child."""

    name = "fairward.school.transfers"
    label = "transfers"
