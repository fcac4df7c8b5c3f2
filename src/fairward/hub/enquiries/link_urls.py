"""The address of a one-time link, for somebody without an account."""

from __future__ import annotations

from django.urls import path

from fairward.hub.enquiries import link_views

app_name = "link"
urlpatterns = [
    path("open/answer/<uuid:hub_id>/<uuid:link_id>/<slug:token>/", link_views.answer, name="answer"),
]
