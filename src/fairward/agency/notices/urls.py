"""Addresses of notices to schools."""

from __future__ import annotations

from django.urls import path

from fairward.agency.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.every, name="all"),
    path("notices/new/", views.new, name="new"),
    path("notices/<uuid:notice_id>/", views.one, name="one"),
]
