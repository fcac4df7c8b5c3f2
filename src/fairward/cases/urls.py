"""Addresses of the officer's desk, of noting, and of putting right."""

from __future__ import annotations

from django.urls import path

from fairward.cases import case_views, correcting_views, desk_views, note_views

app_name = "cases"
urlpatterns = [
    path("rights/", desk_views.desk, name="desk"),
    path("rights/note/", note_views.note, name="note"),
    path("rights/noted/<uuid:case_id>/", note_views.noted, name="noted"),
    path("rights/cases/<uuid:case_id>/", case_views.case, name="case"),
    path("put-right/", desk_views.corrections, name="corrections"),
    path("put-right/<uuid:case_id>/", correcting_views.correction, name="correction"),
]
