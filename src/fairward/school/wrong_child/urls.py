"""Addresses of what was recorded with the wrong child."""

from __future__ import annotations

from django.urls import path

from fairward.school.wrong_child import views

app_name = "wrong_child"
urlpatterns = [
    path("entries/<uuid:entry_id>/wrong-child/", views.whose, name="whose"),
    path("entries/<uuid:entry_id>/wrong-child/unknown/", views.unknown, name="unknown"),
    path("entries/<uuid:entry_id>/wrong-child/<uuid:child_id>/", views.about, name="about"),
]
