"""Addresses of packs."""

from __future__ import annotations

from django.urls import path

from fairward.hub.packs import views

app_name = "packs"
urlpatterns = [
    path("hub/cases/<uuid:case_id>/pack/", views.pack, name="pack"),
    path("hub/cases/<uuid:case_id>/weigh/", views.weigh, name="weigh"),
    path("hub/cases/<uuid:case_id>/weigh/without-asking/", views.without_asking, name="without_asking"),
]
