"""Addresses of gates, agreements and questions to agencies."""

from __future__ import annotations

from django.urls import path

from fairward.hub.enquiries import agreement_views, asking_views, gate_views, link_views, withdraw_views

app_name = "enquiries"
_CASE = "hub/cases/<uuid:case_id>/"
urlpatterns = [
    path("hub/agreements/", agreement_views.agreements, name="agreements"),
    path("hub/agreements/<uuid:partner_id>/", agreement_views.agreement, name="agreement"),
    path("hub/agreements/<uuid:partner_id>/end/", agreement_views.end, name="end_agreement"),
    path("hub/answers/", asking_views.take, name="take"),
    path(f"{_CASE}gate/", gate_views.gate, name="gate"),
    path(f"{_CASE}gate/change/", gate_views.change, name="change_gate"),
    path(f"{_CASE}gate/sign/", gate_views.sign, name="sign"),
    path(f"{_CASE}gate/print/", gate_views.printed, name="gate_pdf"),
    path(f"{_CASE}asked/", asking_views.asked, name="asked"),
    path(f"{_CASE}asked/<uuid:partner_id>/", asking_views.ask, name="ask"),
    path(f"{_CASE}asked/link/", link_views.make, name="make_link"),
    path(f"{_CASE}asked/end/", asking_views.end, name="end_asking"),
    path("hub/enquiries/<uuid:enquiry_id>/", asking_views.enquiry, name="enquiry"),
    path("hub/enquiries/<uuid:enquiry_id>/escalate/", asking_views.escalate, name="escalate"),
    path("hub/enquiries/<uuid:enquiry_id>/without/", asking_views.without, name="without"),
    path("hub/enquiries/<uuid:enquiry_id>/withdraw/", withdraw_views.withdraw, name="withdraw"),
]
