"""Names the room to Django. It may not do anything when the application starts."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fairward.web"
    label = "web"
