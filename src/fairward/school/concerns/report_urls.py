"""Addresses of the reporter's side. None of them may carry a word that somebody typed: ids only."""

from __future__ import annotations

from django.urls import path, re_path

from fairward.school.concerns import my_reports_views, report_body_views, report_views

app_name = "report"

urlpatterns = [
    path("report/", report_views.start, name="start"),
    re_path(r"^report/(?P<name>who|safe|what|when)/$", report_views.page, name="page"),
    path("report/children/", report_views.children, name="children"),
    path("report/body/<uuid:statement_id>/", report_body_views.body, name="body"),
    path("report/check/", report_views.check, name="check"),
    path("report/done/<uuid:concern_id>/", report_views.done, name="done"),
    path("my-reports/", my_reports_views.list_reports, name="my_reports"),
    path("my-reports/<uuid:concern_id>/", my_reports_views.one_report, name="one"),
    path("my-reports/<uuid:concern_id>/words/", my_reports_views.words, name="words"),
    path("my-reports/<uuid:concern_id>/add/", my_reports_views.add, name="add"),
]
