"""Addresses of holds and of the review desk."""

from __future__ import annotations

from django.urls import path

from fairward.retention import hold_views

app_name = "retention"
_HOLD = "retention/holds/<uuid:hold_id>/"
urlpatterns = [
    path("retention/holds/", hold_views.holds, name="holds"),
    path("retention/holds/new/", hold_views.new_hold, name="hold_new"),
    path(_HOLD, hold_views.hold, name="hold"),
    path(f"{_HOLD}owner/", hold_views.hold_owner, name="hold_owner"),
    path(f"{_HOLD}review/", hold_views.hold_review, name="hold_review"),
    path(f"{_HOLD}lift/", hold_views.hold_lift, name="hold_lift"),
    path(f"{_HOLD}sort/", hold_views.hold_sort, name="hold_sort"),
]
