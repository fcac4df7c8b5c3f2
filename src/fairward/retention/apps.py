"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Schedule, review, holds and destruction."""

    name = "fairward.retention"
    label = "retention"
