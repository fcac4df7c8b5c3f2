"""Addresses of the officer's desk, of noting, and of putting right."""

from __future__ import annotations

from django.urls import path

from fairward.cases import breach_views, case_views, correcting_views, desk_views, letter_views, note_views

app_name = "cases"
urlpatterns = [
    path("rights/", desk_views.desk, name="desk"),
    path("rights/note/", note_views.note, name="note"),
    path("rights/noted/<uuid:case_id>/", note_views.noted, name="noted"),
    path("rights/cases/<uuid:case_id>/", case_views.case, name="case"),
    path("rights/cases/<uuid:case_id>/assign/", case_views.assign, name="assign"),
    path("rights/cases/<uuid:case_id>/write/", case_views.write, name="write"),
    path("rights/cases/<uuid:case_id>/more-time/", case_views.extend, name="extend"),
    path("rights/cases/<uuid:case_id>/arrived/", case_views.acknowledge, name="acknowledge"),
    path("rights/cases/<uuid:case_id>/taken-back/", case_views.take_back, name="take_back"),
    path("rights/cases/<uuid:case_id>/close/", case_views.close, name="close"),
    path("rights/cases/<uuid:case_id>/letters/<slug:kind>/", letter_views.letter, name="letter"),
    path("rights/breaches/", breach_views.register, name="breaches"),
    path("rights/breaches/<uuid:case_id>/", breach_views.assess, name="assess"),
    path("rights/breaches/<uuid:case_id>/close/", breach_views.close, name="close_breach"),
    path("put-right/", desk_views.corrections, name="corrections"),
    path("put-right/<uuid:case_id>/", correcting_views.correction, name="correction"),
    path("put-right/<uuid:case_id>/which/", correcting_views.point, name="point"),
    path("put-right/<uuid:case_id>/decide/", correcting_views.decide, name="decide"),
    path("put-right/<uuid:case_id>/told/", correcting_views.recipients, name="recipients"),
    path("put-right/<uuid:case_id>/told/<uuid:recipient_id>/", correcting_views.told, name="told"),
]
