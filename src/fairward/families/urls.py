"""Addresses of the lead's pages about families."""

from __future__ import annotations

from django.urls import path

from fairward.families import handover_views, invite_views, views

app_name = "families"
urlpatterns = [
    path("families/", views.accounts, name="accounts"),
    path("families/handing-over/", handover_views.handing_over, name="handing_over"),
    path("families/children/<uuid:child_id>/", views.child, name="child"),
    path("families/children/<uuid:child_id>/invite/<uuid:person_id>/", invite_views.invite, name="invite"),
    path("families/children/<uuid:child_id>/step/<int:step>/", handover_views.step, name="step"),
    path("families/accounts/<uuid:family_account_id>/", views.account, name="account"),
    path("families/accounts/<uuid:family_account_id>/pause/", views.pause, name="pause"),
    path("families/accounts/<uuid:family_account_id>/resume/", views.resume, name="resume"),
    path("families/accounts/<uuid:family_account_id>/code/", invite_views.code, name="code"),
    path("families/accounts/<uuid:family_account_id>/contact/", views.contact, name="contact"),
    path("families/accounts/<uuid:family_account_id>/end/", views.end, name="end"),
    path("families/accesses/<uuid:access_id>/confirm/", views.confirm, name="confirm"),
    path("families/accesses/<uuid:access_id>/end/", views.end_access, name="end_access"),
]
