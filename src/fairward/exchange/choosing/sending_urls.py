"""Addresses of reading through, of the second person, of sending, and of what became of it."""

from __future__ import annotations

from django.urls import path

from fairward.exchange.choosing import gone_views, reading_views, sending_views

app_name = "sending"
urlpatterns = [
    path("sending/<uuid:draft_id>/read/", reading_views.read, name="read"),
    path("sending/<uuid:draft_id>/read/pdf/", reading_views.read_pdf, name="read_pdf"),
    path("sending/<uuid:draft_id>/second/", reading_views.second, name="second"),
    path("sending/<uuid:draft_id>/send/", sending_views.send_it, name="send"),
    path("sent/<uuid:sent_id>/", gone_views.gone, name="gone"),
    path("sent/<uuid:sent_id>/file/", gone_views.fetch, name="fetch"),
    path("sent/<uuid:sent_id>/again/", gone_views.again, name="again"),
    path("sent/<uuid:sent_id>/paper/", gone_views.paper, name="paper"),
    path("sent/<uuid:sent_id>/prepare/", gone_views.prepare, name="prepare"),
    path("sent/<uuid:sent_id>/looked/", gone_views.looked, name="looked"),
]
