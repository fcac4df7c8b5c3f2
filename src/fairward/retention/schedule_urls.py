"""Addresses of the schedule's pages."""

from __future__ import annotations

from django.urls import path

from fairward.retention import schedule_views

app_name = "schedule"
urlpatterns = [
    path("retention/schedule/", schedule_views.every_class, name="all"),
    path("retention/schedule/change/<uuid:change_id>/", schedule_views.change, name="change"),
    path("retention/schedule/<slug:rule_id>/", schedule_views.one_class, name="class"),
    path("retention/schedule/<slug:rule_id>/propose/", schedule_views.propose, name="propose"),
]
