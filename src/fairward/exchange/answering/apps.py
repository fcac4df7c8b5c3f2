"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class AnsweringConfig(AppConfig):
    """Questions and answers, as both sides write and read them."""

    name = "fairward.exchange.answering"
    label = "answering"
