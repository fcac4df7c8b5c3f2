"""Addresses of access requests."""

from __future__ import annotations

from django.urls import path

from fairward.access_requests import (
    answer_views,
    opening_views,
    readiness_views,
    request_views,
    review_views,
    words_views,
)

app_name = "access_requests"
urlpatterns = [
    path("requests/", request_views.all_requests, name="all"),
    path("requests/again/", review_views.again, name="again"),
    path("requests/to-open/", opening_views.to_open, name="to_open"),
    path("requests/<uuid:case_id>/", request_views.one_request, name="request"),
    path("requests/<uuid:case_id>/child/", request_views.child, name="child"),
    path("requests/<uuid:case_id>/identity/", request_views.identity, name="identity"),
    path("requests/<uuid:case_id>/right/", request_views.right, name="right"),
    path("requests/<uuid:case_id>/ask-back/", words_views.words_page, {"step": "ask_back"}, name="ask_back"),
    path(
        "requests/<uuid:case_id>/answer-back/",
        words_views.words_page,
        {"step": "answer_back"},
        name="answer_back",
    ),
    path("requests/<uuid:case_id>/extend/", words_views.words_page, {"step": "extend"}, name="extend"),
    path("requests/<uuid:case_id>/withdraw/", request_views.withdraw, name="withdraw"),
    path("requests/<uuid:case_id>/search/", request_views.search, name="search"),
    path("requests/<uuid:case_id>/open/", opening_views.open_files, name="open"),
    path("requests/<uuid:case_id>/gather/", request_views.gather, name="gather"),
    path("requests/<uuid:case_id>/passages/", review_views.passages, name="passages"),
    path("requests/<uuid:case_id>/passages/<int:place>/", review_views.passage, name="passage"),
    path("requests/<uuid:case_id>/passages/<int:place>/document/", review_views.document, name="document"),
    path("requests/<uuid:case_id>/second/", opening_views.second, name="second"),
    path("requests/<uuid:case_id>/second/<int:place>/", opening_views.second_passage, name="second_passage"),
    path("requests/<uuid:case_id>/silence/", answer_views.silence, name="silence"),
    path("requests/<uuid:case_id>/answer/", answer_views.answer, name="answer"),
    path("requests/<uuid:case_id>/answer/words/", readiness_views.words_left, name="words_left"),
    path("requests/<uuid:case_id>/answer/reports/", readiness_views.unfiled, name="unfiled"),
    path("requests/<uuid:case_id>/answer/take/", answer_views.take, name="take"),
    path("requests/<uuid:case_id>/answer/sent/", answer_views.sent, name="sent"),
    path("requests/<uuid:case_id>/close/", request_views.close, name="close"),
]
