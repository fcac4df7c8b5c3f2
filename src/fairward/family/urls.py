"""Addresses of the pages of families, under /family/."""

from __future__ import annotations

from django.urls import path

from fairward.family import (
    around_views,
    case_views,
    copy_views,
    home_views,
    looking_views,
    record_views,
    side_views,
    wrong_views,
)

app_name = "family"
urlpatterns = [
    path("", home_views.home, name="home"),
    path("before/", home_views.before, name="before"),
    path("leave/", home_views.leave, name="leave"),
    path("safe/", home_views.safe, name="safe"),
    path("guide/", home_views.guide, name="guide"),
    path("requests/", case_views.requests, name="requests"),
    path("requests/<uuid:case_id>/", case_views.one_request, name="request"),
    path("<uuid:child_id>/", record_views.record, name="record"),
    path("<uuid:child_id>/entries/<uuid:entry_id>/", record_views.entry, name="entry"),
    path("<uuid:child_id>/entries/<uuid:entry_id>/say/", side_views.say, name="say"),
    path(
        "<uuid:child_id>/entries/<uuid:entry_id>/say/<uuid:statement_id>/", side_views.say, name="say_claim"
    ),
    path("<uuid:child_id>/entries/<uuid:entry_id>/wrong/", wrong_views.wrong, name="wrong"),
    path(
        "<uuid:child_id>/entries/<uuid:entry_id>/wrong/<uuid:statement_id>/",
        wrong_views.wrong,
        name="wrong_claim",
    ),
    path("<uuid:child_id>/sides/", side_views.sides, name="sides"),
    path("<uuid:child_id>/object/", wrong_views.object_to, name="object"),
    path("<uuid:child_id>/copy/", copy_views.copy, name="copy"),
    path("complain/", wrong_views.complaint, name="complain"),
    path("requests/<uuid:case_id>/answer/", case_views.answer, name="answer"),
    path("requests/<uuid:case_id>/take-back/", case_views.take_back, name="take_back"),
    path("<uuid:child_id>/looks/", looking_views.looks, name="looks"),
    path("<uuid:child_id>/looks/<uuid:line_id>/", looking_views.unrecognised, name="unrecognised"),
    path("<uuid:child_id>/where/", around_views.where, name="where"),
    path("<uuid:child_id>/people/", around_views.people, name="people"),
]
