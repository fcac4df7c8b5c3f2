"""Addresses of the log's pages."""

from __future__ import annotations

from django.urls import path

from fairward.oversight import views

app_name = "oversight"

urlpatterns = [
    path("audit/", views.log, name="log"),
    path("audit/find/", views.find, name="find"),
    path("audit/download/", views.download, name="download"),
    path("audit/children/<uuid:child_id>/", views.child, name="child"),
    path("audit/entries/<uuid:entry_id>/", views.entry, name="entry"),
]
