"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files kept about a child, one for each purpose."""

    name = "fairward.files"
    label = "files"
