"""Addresses of the lead's pages about what families see."""

from __future__ import annotations

from django.urls import path

from fairward.rights import overdue_views, releasing_views, views

app_name = "rights"
_PERSON = "entries/<uuid:entry_id>/family/<uuid:person_id>/"
urlpatterns = [
    path("family-desk/", views.family_desk, name="family_desk"),
    path("family-desk/side/<uuid:my_side_id>/", views.side, name="side"),
    path("overdue-decisions/", overdue_views.overdue, name="overdue"),
    path(
        "children/<uuid:child_id>/family/<uuid:person_id>/looks/",
        releasing_views.waiting_looks,
        name="waiting_looks",
    ),
    path("entries/<uuid:entry_id>/family/", views.who_sees, name="who_sees"),
    path(f"{_PERSON}decide/", views.decide, name="decide"),
    path(f"{_PERSON}talk/", views.talk, name="talk"),
    path(f"{_PERSON}preview/", views.preview, name="preview"),
    path(f"{_PERSON}take-back/", views.take_back, name="take_back"),
]
