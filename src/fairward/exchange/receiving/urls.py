"""Addresses of packages that arrived."""

from __future__ import annotations

from django.urls import path

from fairward.exchange.receiving import sort_views, views

app_name = "receiving"
urlpatterns = [
    path("exchange/arrived/<uuid:arrival_id>/", views.one, name="one"),
    path("exchange/arrived/<uuid:arrival_id>/open/", views.open_it, name="open"),
    path("exchange/arrived/<uuid:arrival_id>/read/", views.read, name="read"),
    path("exchange/arrived/<uuid:arrival_id>/pdf/", views.paper, name="pdf"),
    path("exchange/arrived/<uuid:arrival_id>/files/<uuid:file_id>/", views.file, name="file"),
    path("exchange/arrived/<uuid:arrival_id>/child/", sort_views.child, name="child"),
    path("exchange/arrived/<uuid:arrival_id>/sort/", sort_views.sort, name="sort"),
    path("exchange/arrived/<uuid:arrival_id>/check/", sort_views.check, name="check"),
    path("exchange/arrived/<uuid:arrival_id>/query/", views.query, name="query"),
    path("exchange/arrived/<uuid:arrival_id>/refuse/", views.refuse, name="refuse"),
]
