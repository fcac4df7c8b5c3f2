"""Addresses of what was told outside."""

from __future__ import annotations

from django.urls import path

from fairward.exchange import recall_views, views

app_name = "exchange"
urlpatterns = [
    path("went/recalls/", recall_views.recalls, name="recalls"),
    path("went/recalls/<uuid:recall_id>/", recall_views.recall, name="recall"),
    path("files/<uuid:file_id>/went/", views.went, name="went"),
    path("files/<uuid:file_id>/went/add/", views.tell, name="tell"),
    path("files/<uuid:file_id>/went/<uuid:disclosure_id>/", views.one, name="one"),
    path("files/<uuid:file_id>/went/<uuid:disclosure_id>/told/", views.family_told, name="family_told"),
]
