"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of looks, acts and refusals."""

    name = "fairward.audit"
    label = "audit"
