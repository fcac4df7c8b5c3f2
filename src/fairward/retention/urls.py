"""Addresses of holds and of the review desk."""

from __future__ import annotations

from django.urls import path

from fairward.retention import batch_views, hold_views, review_views, thing_views

app_name = "retention"
_HOLD = "retention/holds/<uuid:hold_id>/"
_BATCH = "retention/decisions/<uuid:batch_id>/"
urlpatterns = [
    path("retention/", review_views.desk, name="desk"),
    path("retention/due/<slug:purpose>/<slug:rule_id>/<slug:outcome>/", review_views.group, name="group"),
    path("retention/sweep/", review_views.sweep, name="sweep"),
    path("retention/entries/<uuid:entry_id>/", review_views.one, name="one"),
    path("retention/carry-out/", review_views.carry_out, name="carry_out"),
    path("retention/over/", thing_views.over, name="over"),
    path("retention/over/<uuid:order_id>/take-back/", thing_views.take_back, name="over_take_back"),
    path(_BATCH, batch_views.batch, name="batch"),
    path(f"{_BATCH}refuse/", batch_views.refuse, name="refuse"),
    path(f"{_BATCH}take-back/", batch_views.take_back, name="take_back"),
    path("retention/holds/", hold_views.holds, name="holds"),
    path("retention/holds/new/", hold_views.new_hold, name="hold_new"),
    path(_HOLD, hold_views.hold, name="hold"),
    path(f"{_HOLD}owner/", hold_views.hold_owner, name="hold_owner"),
    path(f"{_HOLD}review/", hold_views.hold_review, name="hold_review"),
    path(f"{_HOLD}lift/", hold_views.hold_lift, name="hold_lift"),
    path(f"{_HOLD}sort/", hold_views.hold_sort, name="hold_sort"),
]
