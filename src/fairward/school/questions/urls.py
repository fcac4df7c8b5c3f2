"""Addresses of a hub's questions to the school."""

from __future__ import annotations

from django.urls import path

from fairward.school.questions import choosing_views, consultation_views, views

app_name = "questions"
_ONE = "hub-questions/<uuid:question_id>/"
urlpatterns = [
    path("hub-questions/", views.questions, name="all"),
    path("hub-questions/answered/", views.answered, name="answered"),
    path("hub-questions/open/", views.open_new, name="open"),
    path(_ONE, views.question, name="one"),
    path(f"{_ONE}nothing/", views.nothing, name="nothing"),
    path(f"{_ONE}not-known/", views.not_known, name="not_known"),
    path(f"{_ONE}known/", views.known, name="known"),
    path(f"{_ONE}decline/", views.decline, name="decline"),
    path(f"{_ONE}consultation/", consultation_views.consultation, name="consultation"),
    path(f"{_ONE}child/", choosing_views.child, name="child"),
    path(f"{_ONE}child/<uuid:child_id>/", choosing_views.who, name="who"),
]
