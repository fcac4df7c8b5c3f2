"""Addresses of the child's pages."""

from __future__ import annotations

from django.urls import path

from fairward.school.chronology import (
    child_views,
    colleague_views,
    entry_views,
    file_views,
    follow_up_views,
    search_views,
)

app_name = "chronology"
urlpatterns = [
    path("children/", child_views.children, name="children"),
    path("children/<uuid:child_id>/", child_views.child, name="child"),
    path("children/<uuid:child_id>/add/<slug:purpose>/", entry_views.add, name="add"),
    path("files/<uuid:file_id>/", file_views.chronology, name="file"),
    path("files/<uuid:file_id>/colleagues/", colleague_views.colleagues, name="colleagues"),
    path("files/<uuid:file_id>/print/", file_views.before_print, name="before_print"),
    path("files/<uuid:file_id>/pdf/", file_views.file_pdf, name="file_pdf"),
    path("entries/<uuid:entry_id>/", entry_views.read_entry, name="entry"),
    path("entries/<uuid:entry_id>/versions/", entry_views.versions, name="versions"),
    path("entries/<uuid:entry_id>/annotate/", entry_views.annotate, name="annotate"),
    path("entries/<uuid:entry_id>/correct/", entry_views.correct, name="correct"),
    path("entries/<uuid:entry_id>/done/", entry_views.done, name="done"),
    path("entries/<uuid:entry_id>/to-do/", follow_up_views.to_do, name="to_do"),
    path("entries/<uuid:entry_id>/attach/", follow_up_views.attach, name="attach"),
    path(
        "entries/<uuid:entry_id>/attachments/<uuid:attachment_id>/", entry_views.attachment, name="attachment"
    ),
    path("search/", search_views.search, name="search"),
]
