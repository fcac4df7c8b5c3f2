"""Addresses of changes that must reach others, that arrived from others, and of where something of a child went."""

from __future__ import annotations

from django.urls import path

from fairward.exchange.following import changes_views, file_views, views, where_views

app_name = "following"
urlpatterns = [
    path("files/<uuid:file_id>/went/<uuid:disclosure_id>/back/", views.back, name="back"),
    path("came/changes/", changes_views.changes, name="changes"),
    path("came/changes/<uuid:arrival_id>/", changes_views.change, name="change"),
    path("came/changes/<uuid:arrival_id>/open/", changes_views.open_one, name="open_one"),
    path("came/changes/<uuid:arrival_id>/decide/", changes_views.decide, name="decide"),
    path("children/<uuid:child_id>/where/", where_views.where, name="where"),
    path("went/changes/", views.notices, name="notices"),
    path("went/changes/<uuid:followed_id>/", views.notice, name="notice"),
    path("went/changes/<uuid:followed_id>/send/", views.send, name="send"),
    path("went/changes/<uuid:followed_id>/told/", views.told, name="told"),
    path("went/changes/<uuid:followed_id>/file/", file_views.hand, name="hand"),
    path("went/changes/<uuid:followed_id>/file/<uuid:notice_id>/", file_views.fetch, name="fetch"),
    path("went/changes/<uuid:followed_id>/file/<uuid:notice_id>/again/", file_views.again, name="again"),
    path("went/changes/<uuid:followed_id>/letter/", views.letter, name="letter"),
    path("went/changes/<uuid:followed_id>/answered/<uuid:notice_id>/", views.answered, name="answered"),
]
