"""Registers the slice with Django. It may not do anything else."""

from django.apps import AppConfig


class WrongChildConfig(AppConfig):
    """What was recorded with the wrong child."""

    name = "fairward.school.wrong_child"
    label = "wrong_child"
