"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Whom a hub may ask what, and what came back."""

    name = "fairward.hub.enquiries"
    label = "enquiries"
