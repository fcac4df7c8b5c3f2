"""The headteacher's place for concerns about staff. Leads never see it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fairward.access.requests import actor_of, requires
from fairward.documents.attachments import RefusedFile
from fairward.documents.downloads import as_download
from fairward.kernel.denied import Denied
from fairward.school.concerns.desk_presenters import concern_facts
from fairward.school.concerns.triage_queries import (
    attachment_of_staff_concern,
    staff_concern_for,
    staff_concerns_for,
)

READING = "reading a concern about staff"


@require_GET
@requires("staff:concern:read", unlocked=True)
def staff_concerns(request: HttpRequest) -> HttpResponse:
    """What was passed on to the headteacher."""
    return render(
        request, "concerns/staff_concerns.html", {"concerns": staff_concerns_for(actor_of(request))}
    )


@require_GET
@requires("staff:concern:read", unlocked=True)
def staff_concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One concern about staff."""
    opened = staff_concern_for(actor_of(request), concern_id, READING)
    return render(request, "concerns/staff_concern.html", {"concern": opened, "facts": concern_facts(opened)})


@require_GET
@requires("staff:concern:read", unlocked=True)
def staff_attachment(request: HttpRequest, concern_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Save an attachment of a concern about staff."""
    try:
        file = attachment_of_staff_concern(actor_of(request), concern_id, attachment_id, READING)
    except RefusedFile as refused:
        raise Denied("attachment_refused", refused.sentence) from None
    return as_download(name=file.name, mime=file.media_type.mime, content=file.content)
