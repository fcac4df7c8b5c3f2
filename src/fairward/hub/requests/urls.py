"""Addresses of requests to see what a hub holds."""

from __future__ import annotations

from django.urls import path

from fairward.hub.requests import answer_views, request_views, review_views

app_name = "requests"
_ONE = "requests/hub/<uuid:case_id>/"
urlpatterns = [
    path("requests/hub/", request_views.all_requests, name="all"),
    path("requests/hub/new/", request_views.note, name="note"),
    path(_ONE, request_views.one_request, name="request"),
    path(f"{_ONE}people/", request_views.people, name="people"),
    path(f"{_ONE}identity/", request_views.identity, name="identity"),
    path(f"{_ONE}right/", request_views.right, name="right"),
    path(f"{_ONE}gather/", request_views.gather, name="gather"),
    path(f"{_ONE}passages/", review_views.passages, name="passages"),
    path(f"{_ONE}passages/<int:place>/", review_views.passage, name="passage"),
    path(f"{_ONE}passages/<int:place>/document/", review_views.document, name="document"),
    path(f"{_ONE}passages/<int:place>/second/", review_views.second, name="second"),
    path(f"{_ONE}passages/<int:place>/opinion/", review_views.opinion, name="opinion"),
    path(f"{_ONE}ask/<uuid:partner_id>/", review_views.ask, name="ask"),
    path(f"{_ONE}ask-back/", answer_views.words_page, {"step": "ask_back"}, name="ask_back"),
    path(f"{_ONE}answer-back/", answer_views.words_page, {"step": "answer_back"}, name="answer_back"),
    path(f"{_ONE}extend/", answer_views.words_page, {"step": "extend"}, name="extend"),
    path(f"{_ONE}withdraw/", answer_views.withdraw, name="withdraw"),
    path(f"{_ONE}answer/", answer_views.answer, name="answer"),
    path(f"{_ONE}answer/take/", answer_views.take, name="take"),
    path(f"{_ONE}answer/sent/", answer_views.sent, name="sent"),
    path(f"{_ONE}close/", answer_views.close, name="close"),
]
