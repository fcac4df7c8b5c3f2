"""Addresses of disagreements and strategy discussions."""

from __future__ import annotations

from django.urls import path

from fairward.hub.talks import discussion_views, views

app_name = "talks"
_CASE = "hub/cases/<uuid:case_id>/"
_ONE = "hub/disagreements/<uuid:disagreement_id>/"
urlpatterns = [
    path(f"{_CASE}disagreements/", views.disagreements, name="disagreements"),
    path(f"{_CASE}disagreements/new/", views.disagree, name="disagree"),
    path(f"{_ONE}further/", views.further, name="further"),
    path(f"{_ONE}settle/", views.settle, name="settle"),
    path(f"{_CASE}discussions/", discussion_views.discussions, name="discussions"),
    path(f"{_CASE}discussions/new/", discussion_views.note, name="note_discussion"),
]
