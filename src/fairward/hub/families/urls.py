"""Addresses of what a hub shows families: the workers' pages, and the families' own."""

from __future__ import annotations

from django.urls import path

from fairward.hub.families import my_views, showing_views, views

app_name = "hub_families"
_CASE, _MINE = "hub/cases/<uuid:case_id>/family/", "hub/mine/<uuid:reader_id>/"
urlpatterns = [
    path("hub/put-off/", views.put_off, name="put_off"),
    path(_CASE, views.family, name="family"),
    path(f"{_CASE}<uuid:person_id>/let-in/", views.let_in, name="let_in"),
    path(f"{_CASE}<uuid:person_id>/code/", views.code, name="code"),
    path(f"{_CASE}<uuid:person_id>/end/", views.end, name="end"),
    path(f"{_CASE}<uuid:person_id>/show/", showing_views.show, name="show"),
    path("hub/mine/", my_views.home, name="home"),
    path("hub/mine/before/", my_views.before, name="before"),
    path("hub/mine/complain/", my_views.complain, name="complain"),
    path(_MINE, my_views.case, name="case"),
    path(f"{_MINE}looks/", my_views.looks, name="looks"),
    path(f"{_MINE}say/", my_views.say, name="say"),
    path(f"{_MINE}decision/", my_views.say, {"is_wrong": True}, name="wrong_decision"),
    path(f"{_MINE}items/<uuid:item_id>/say/", my_views.say, name="say_item"),
    path(f"{_MINE}items/<uuid:item_id>/wrong/", my_views.wrong, name="wrong"),
]
