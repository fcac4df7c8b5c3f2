"""Addresses of the lead's and the headteacher's pages."""

from __future__ import annotations

from django.urls import path

from fairward.school.concerns import decide_views, desk_views, filing_views, staff_views

app_name = "desk"
urlpatterns = [
    path("desk/", desk_views.desk, name="desk"),
    path("concerns/<uuid:concern_id>/", filing_views.concern, name="concern"),
    path("concerns/<uuid:concern_id>/filed/<uuid:entry_id>/", filing_views.filed, name="filed"),
    path("concerns/<uuid:concern_id>/talked/", desk_views.talk, name="talk"),
    path("concerns/<uuid:concern_id>/pass-on/", desk_views.pass_on, name="pass_on"),
    path("concerns/<uuid:concern_id>/assign/", desk_views.assign, name="assign"),
    path("concerns/<uuid:concern_id>/reply/", desk_views.reply, name="reply"),
    path("concerns/<uuid:concern_id>/child/", desk_views.name_child, name="name_child"),
    path(
        "concerns/<uuid:concern_id>/attachments/<uuid:attachment_id>/",
        desk_views.attachment,
        name="attachment",
    ),
    path("entries/<uuid:entry_id>/decide/", decide_views.decide, name="decide"),
    path("entries/<uuid:entry_id>/reopen/", decide_views.reopen, name="reopen"),
    path("staff-concerns/", staff_views.staff_concerns, name="staff_concerns"),
    path("staff-concerns/<uuid:concern_id>/", staff_views.staff_concern, name="staff_concern"),
    path(
        "staff-concerns/<uuid:concern_id>/attachments/<uuid:attachment_id>/",
        staff_views.staff_attachment,
        name="staff_attachment",
    ),
]
