"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """A hub's questions to the school."""

    name = "fairward.school.questions"
    label = "questions"
