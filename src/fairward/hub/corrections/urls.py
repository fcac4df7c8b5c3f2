"""Addresses of what is put right."""

from __future__ import annotations

from django.urls import path

from fairward.hub.corrections import views

app_name = "corrections"
_CASE = "hub/cases/<uuid:case_id>/right/"
urlpatterns = [
    path("hub/right/", views.waiting, name="waiting"),
    path("hub/right/<uuid:put_right_id>/send/", views.send, name="send"),
    path(_CASE, views.case, name="case"),
    path(f"{_CASE}item/<uuid:item_id>/", views.ask, name="ask"),
    path(f"{_CASE}review/", views.review, name="review"),
    path(f"{_CASE}tell/<uuid:notice_id>/", views.notice, name="notice"),
]
