"""All addresses. Slices know their own; only here do they meet."""

from __future__ import annotations

from django.urls import include, path

from fairward.config.menus import MONITORS, SECTIONS
from fairward.insight.views import monitors, monitors_file
from fairward.web import errors, views

urlpatterns = [
    path("", views.home, SECTIONS, name="home"),
    path("", include("fairward.web.urls")),
    path("", include("fairward.accounts.urls")),
    path("", include("fairward.keyholding.urls")),
    path("", include("fairward.administration.urls")),
    path("", include("fairward.people.urls")),
    path("", include("fairward.families.urls")),
    path("", include("fairward.oversight.urls")),
    path("", include("fairward.rights.urls")),
    path("", include("fairward.access_requests.urls")),
    path("", include("fairward.exchange.following.urls")),
    path("", include("fairward.exchange.urls")),
    path("", include("fairward.retention.certificate_urls")),
    path("", include("fairward.exchange.travel.urls")),
    path("", include("fairward.exchange.choosing.urls")),
    path("", include("fairward.exchange.choosing.sending_urls")),
    path("", include("fairward.exchange.receiving.urls")),
    path("", include("fairward.cases.urls")),
    path("", include("fairward.retention.schedule_urls")),
    path("", include("fairward.retention.urls")),
    path("monitors/", monitors, MONITORS, name="monitors"),
    path("monitors/counts.csv", monitors_file, MONITORS, name="monitors_file"),
    path("", include("fairward.school.concerns.report_urls")),
    path("", include("fairward.school.concerns.desk_urls")),
    path("", include("fairward.school.chronology.urls")),
    path("", include("fairward.school.wrong_child.urls")),
    path("", include("fairward.school.transfers.urls")),
    path("", include("fairward.school.referrals.urls")),
    path("", include("fairward.school.questions.urls")),
    path("", include("fairward.hub.intake.urls")),
    path("", include("fairward.hub.intake.tell_urls")),
    path("", include("fairward.hub.enquiries.urls")),
    path("", include("fairward.hub.enquiries.link_urls")),
    path("", include("fairward.hub.packs.urls")),
    path("", include("fairward.hub.decisions.urls")),
    path("", include("fairward.hub.measures.urls")),
    path("", include("fairward.hub.talks.urls")),
    path("", include("fairward.hub.corrections.urls")),
    path("", include("fairward.hub.families.urls")),
    path("", include("fairward.hub.requests.urls")),
    path("", include("fairward.agency.answers.urls")),
    path("", include("fairward.agency.notices.urls")),
    path("family/", include("fairward.family.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
