"""Addresses of measures."""

from __future__ import annotations

from django.urls import path

from fairward.hub.measures import views

app_name = "measures"
urlpatterns = [
    path("hub/measures/", views.measures, name="measures"),
    path("hub/measures/measures.csv", views.measures_file, name="measures_file"),
    path("hub/cases/<uuid:case_id>/counted/", views.apart, name="apart"),
]
