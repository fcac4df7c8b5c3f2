"""The address of the public form, one for each hub."""

from __future__ import annotations

from django.urls import path

from fairward.hub.intake.public_views import tell

app_name = "tell"
urlpatterns = [path("open/tell/<uuid:hub_id>/", tell, name="tell")]
