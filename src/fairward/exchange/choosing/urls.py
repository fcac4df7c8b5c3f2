"""Addresses of choosing what of a file goes outside."""

from __future__ import annotations

from django.urls import path

from fairward.exchange.choosing import names_views, passage_views, views

app_name = "choosing"
urlpatterns = [
    path("files/<uuid:file_id>/send/", views.begin, name="begin"),
    path("sending/<uuid:draft_id>/", views.draft, name="draft"),
    path("sending/<uuid:draft_id>/to/", views.to, name="to"),
    path("sending/<uuid:draft_id>/questions/", views.questions, name="questions"),
    path("sending/<uuid:draft_id>/drop/", views.drop, name="drop"),
    path("sending/<uuid:draft_id>/entries/", passage_views.passages, name="passages"),
    path("sending/<uuid:draft_id>/entries/looked/", passage_views.looked, name="looked"),
    path("sending/<uuid:draft_id>/entries/<uuid:entry_id>/", passage_views.entry, name="entry"),
    path("sending/<uuid:draft_id>/names/", names_views.names, name="names"),
]
