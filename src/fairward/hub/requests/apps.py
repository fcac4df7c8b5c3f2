"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests to see what a hub holds."""

    name = "fairward.hub.requests"
    label = "requests"
