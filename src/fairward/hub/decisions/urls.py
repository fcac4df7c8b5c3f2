"""Addresses of decisions."""

from __future__ import annotations

from django.urls import path

from fairward.hub.decisions import forward_views, gone_views, views

app_name = "decisions"
_CASE = "hub/cases/<uuid:case_id>/"
urlpatterns = [
    path("hub/gone/", gone_views.gone, name="gone"),
    path(f"{_CASE}decide/", views.decide, name="decide"),
    path(f"{_CASE}decide/approve/", views.approve, name="approve"),
    path(f"{_CASE}told/", views.told, name="told"),
    path(f"{_CASE}told/teller/", views.tell, name="tell_teller"),
    path(f"{_CASE}told/<str:whom>/<uuid:other_id>/", views.tell, name="tell"),
    path(f"{_CASE}send/<str:whom>/<uuid:other_id>/", views.send, name="send"),
    path(f"{_CASE}forward/", forward_views.teams, name="teams"),
    path(f"{_CASE}forward/by-hand/", forward_views.by_hand, name="forward_by_hand"),
    path(f"{_CASE}forward/<uuid:partner_id>/", forward_views.forward, name="forward"),
    path(f"{_CASE}close/", views.close, name="close"),
]
