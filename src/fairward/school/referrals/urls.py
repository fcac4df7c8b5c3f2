"""Addresses of referrals."""

from __future__ import annotations

from django.urls import path

from fairward.school.referrals import begin_views, follow_views, views
from fairward.school.referrals.pages import PAGES

app_name = "referrals"
_ONE = "referrals/<uuid:referral_id>/"
urlpatterns = [
    path("referrals/", views.all_referrals, name="all"),
    path("referrals/clock/", views.clock, name="clock"),
    path("referrals/for/<uuid:child_id>/", begin_views.for_child, name="for_child"),
    path("referrals/begin/<uuid:file_id>/", begin_views.begin, name="begin"),
    path("referrals/begin/<uuid:file_id>/telephoned/", begin_views.telephoned, name="telephoned"),
    path("referrals/of/<uuid:draft_id>/", views.of_draft, name="of_draft"),
    path(_ONE, views.one, name="one"),
    path(f"{_ONE}call/", begin_views.call, name="call"),
    *(path(f"{_ONE}{page.id}/", views.page, {"page_id": page.id}, name=page.id) for page in PAGES),
    path(f"{_ONE}later/", views.later, name="later"),
    path(f"{_ONE}again/", views.again, name="again"),
    path(f"{_ONE}acknowledged/", follow_views.acknowledged, name="acknowledged"),
    path(f"{_ONE}chased/", follow_views.chased, name="chased"),
    path(f"{_ONE}decided/", follow_views.decided, name="decided"),
    path(f"{_ONE}disagree/", follow_views.disagreed, name="disagree"),
    path(f"{_ONE}close/", follow_views.closed, name="close"),
]
