"""Addresses of the board, of contacts and of cases of a hub."""

from __future__ import annotations

from django.urls import path

from fairward.hub.intake import board_views, case_views, contact_views, triage_views

app_name = "intake"
_CASE = "hub/cases/<uuid:case_id>/"
urlpatterns = [
    path("hub/", board_views.board, name="board"),
    path("hub/arrived/<uuid:arrival_id>/", board_views.arrived, name="arrived"),
    path("hub/telephone/", contact_views.telephone, name="telephone"),
    path("hub/hand-over/", board_views.shift, name="shift"),
    path("hub/practice/", contact_views.practice, name="practice"),
    path(_CASE, case_views.case, name="case"),
    path(f"{_CASE}contact/<uuid:contact_id>/", case_views.contact, name="contact"),
    path(f"{_CASE}contact/<uuid:contact_id>/files/<int:place>/", case_views.enclosed, name="enclosed"),
    path(f"{_CASE}for-named/", case_views.for_named, name="for_named"),
    path(f"{_CASE}teller/", case_views.teller, name="teller"),
    path(f"{_CASE}take/", case_views.take, name="take"),
    path(f"{_CASE}hand-over/", case_views.hand_over, name="hand_over"),
    path(f"{_CASE}person/", triage_views.person, name="person"),
    path(f"{_CASE}missing/", triage_views.missing, name="missing"),
    path(f"{_CASE}came/", triage_views.came, name="came"),
    path(f"{_CASE}route/", triage_views.route, name="route"),
    path(f"{_CASE}act-first/", triage_views.act_first, name="act_first"),
    path(f"{_CASE}reasons/", triage_views.reasons, name="reasons"),
    path(f"{_CASE}rate/", triage_views.rate, name="rate"),
    path(f"{_CASE}reopen/", contact_views.reopen, name="reopen"),
    path(f"{_CASE}links/", contact_views.links, name="links"),
    path(f"{_CASE}links/<uuid:other_case_id>/", contact_views.link, name="link"),
]
