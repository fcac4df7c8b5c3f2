"""Addresses of certificates."""

from __future__ import annotations

from django.urls import path

from fairward.retention import certificate_views as views

app_name = "certificates"
urlpatterns = [
    path("retention/certificates/", views.certificates, name="all"),
    path("retention/certificates/<uuid:certificate_id>/", views.certificate, name="one"),
    path("retention/certificates/<uuid:certificate_id>/pdf/", views.certificate_pdf, name="pdf"),
    path("retention/cases/", views.due_cases, name="due_cases"),
]
