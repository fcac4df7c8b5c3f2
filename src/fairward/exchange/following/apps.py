"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Corrections reach everybody who was told."""

    name = "fairward.exchange.following"
    label = "following"
