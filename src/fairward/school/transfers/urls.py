"""Addresses of children who move."""

from __future__ import annotations

from django.urls import path

from fairward.school.transfers import one_views, views

app_name = "transfers"
urlpatterns = [
    path("transfers/", views.all_transfers, name="all"),
    path("transfers/year/", views.whole_year, name="year"),
    path("transfers/schools/", one_views.successors, name="successors"),
    path("children/<uuid:child_id>/leaves/", views.begin, name="begin"),
    path("transfers/<uuid:transfer_id>/", views.one, name="one"),
    path("transfers/<uuid:transfer_id>/day/", one_views.day, name="day"),
    path("transfers/<uuid:transfer_id>/school/", one_views.destination, name="destination"),
    path("transfers/<uuid:transfer_id>/school/next/", one_views.redirect_to_successor, name="to_successor"),
    path("transfers/<uuid:transfer_id>/files/<uuid:part_id>/prepare/", one_views.prepare, name="prepare"),
    path("transfers/<uuid:transfer_id>/files/<uuid:part_id>/not-sent/", one_views.not_sent, name="not_sent"),
    path("transfers/<uuid:transfer_id>/files/<uuid:part_id>/reason/", one_views.reason, name="reason"),
    path("transfers/<uuid:transfer_id>/asked/", one_views.asked, name="asked"),
    path("transfers/<uuid:transfer_id>/receipts/", one_views.receipts, name="receipts"),
    path("transfers/<uuid:transfer_id>/close/", one_views.close, name="close"),
]
