"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    """Requests to see what is recorded."""

    name = "fairward.access_requests"
    label = "access_requests"
