"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """An agency's side of a hub's questions."""

    name = "fairward.agency.answers"
    label = "answers"
