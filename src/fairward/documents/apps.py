"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments and PDFs."""

    name = "fairward.documents"
    label = "documents"
