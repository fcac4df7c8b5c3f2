"""Addresses of the shell. The home page is not here: whoever composes gives it its sections."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from fairward.web import gallery, health, views

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
if settings.DEBUG or getattr(settings, "FAIRWARD_GALLERY", False):
    urlpatterns.append(path("gallery/", gallery.gallery, name="gallery"))
