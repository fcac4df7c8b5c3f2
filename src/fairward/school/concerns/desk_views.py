"""The lead's pages: the desk, and what becomes of a report other than filing it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fairward.access.requests import actor_of, requires
from fairward.documents.attachments import RefusedFile
from fairward.documents.downloads import as_download
from fairward.files.policies import LEADS
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.organisations.queries import members
from fairward.people.queries import FOUND_AT_MOST, find_children
from fairward.school.concerns import triage_actions
from fairward.school.concerns.desk_forms import AssignForm, DeskFilterForm, ReplyForm
from fairward.school.concerns.desk_presenters import (
    DESK_COLUMNS,
    alarm_words,
    count_words,
    desk_pages,
    desk_rows,
    waiting_links,
)
from fairward.school.concerns.desk_queries import PAGE, desk_for
from fairward.school.concerns.desk_waiting_queries import DeskFilter, Waiting
from fairward.school.concerns.models import Part
from fairward.school.concerns.triage_queries import (
    attachment_of_concern,
    concern_for,
    concern_row,
)
from fairward.school.referrals.presenters import COLUMNS as REFERRAL_COLUMNS
from fairward.school.referrals.presenters import rows_of
from fairward.school.referrals.queries import Shown, referrals_for

READING = "reading a report at the desk"


@require_GET
@requires("school:concern:triage", unlocked=True)
def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the leads, danger first, then by clock."""
    form = DeskFilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = DeskFilter(
        waiting=Waiting[given["waiting"]] if given.get("waiting") else None,
        mine=given.get("who") == "mine",
        unassigned=given.get("who") == "nobody",
        page=given.get("page") or 1,
    )
    actor = actor_of(request)
    found = desk_for(actor, wanted)
    context = {
        "desk": found,
        "columns": DESK_COLUMNS,
        "rows": desk_rows(found.items, timezone.now()),
        "count": count_words(found, PAGE),
        "pages": desk_pages(found, wanted, PAGE),
        "links": waiting_links(found, wanted),
        "alarms": alarm_words(found),
        "form": form,
        "is_filtered": bool(given.get("waiting") or given.get("who")),
        "referrals": rows_of(referrals_for(actor, Shown.LATE, "the desk")),
        "referral_columns": REFERRAL_COLUMNS,
    }
    return render(request, "concerns/desk.html", context)


@requires("school:concern:triage", unlocked=True)
def talk(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Interruption before the text is destroyed; then the count stays and nothing else."""
    actor = actor_of(request)
    if request.method == "POST":
        triage_actions.talk_no_record(by=actor, concern_id=concern_id)
        return redirect("desk:desk")
    opened = concern_for(actor, concern_id, READING)
    return render(request, "concerns/talk.html", {"concern": opened})


@requires("school:concern:triage", unlocked=True)
def pass_on(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Interruption before a concern about staff goes to the headteacher and out of the lead's sight."""
    actor = actor_of(request)
    if request.method == "POST":
        triage_actions.pass_to_headteacher(by=actor, concern_id=concern_id)
        return redirect("desk:desk")
    opened = concern_for(actor, concern_id, READING)
    return render(request, "concerns/pass_on.html", {"concern": opened})


def leads(actor: Actor) -> list[tuple[str, str]]:
    """Who can have a report: (membership id, name)."""
    return [(str(one.membership_id), one.name) for one in members(actor.organisation_id) if one.role in LEADS]


@require_POST
@requires("school:concern:triage", unlocked=True)
def assign(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Say who has it."""
    actor = actor_of(request)
    form = AssignForm(request.POST, people=leads(actor))
    if form.is_valid():
        to = form.cleaned_data["to"]
        triage_actions.assign_concern(by=actor, concern_id=concern_id, to=UUID(to) if to else None)
    return redirect("desk:concern", concern_id=concern_id)


@requires("school:concern:triage", unlocked=True)
def reply(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Answer the person who reported."""
    actor = actor_of(request)
    concern_row(actor, concern_id)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        triage_actions.reply_to_reporter(by=actor, concern_id=concern_id, text=form.cleaned_data["text"])
        return redirect("desk:concern", concern_id=concern_id)
    return render(request, "concerns/reply.html", {"form": form, "concern_id": concern_id})


@requires("school:concern:triage", unlocked=True)
def name_child(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Say who the child is whom the reporter could not name, or add another whom it is about too."""
    actor = actor_of(request)
    concern_row(actor, concern_id)
    child_id, text = request.POST.get("child", ""), request.POST.get("text", "").strip()[:100]
    if child_id:
        part = Part.ALSO_THERE if request.POST.get("part") == "also" else Part.MAIN
        triage_actions.name_child(by=actor, concern_id=concern_id, child_id=_uuid(child_id), part=part)
        return redirect("desk:concern", concern_id=concern_id)
    found = find_children(actor, text) if text else []
    context = {
        "concern_id": concern_id,
        "text": text,
        "found": found,
        "is_cut": len(found) == FOUND_AT_MOST,
        "is_asked": request.method == "POST",
        "is_unchosen": "choose" in request.POST,
    }
    return render(request, "concerns/name_child.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Denied("no_such_child", "Choose a child from the list.") from None


@require_GET
@requires("school:concern:triage", unlocked=True)
def attachment(request: HttpRequest, concern_id: UUID, attachment_id: UUID) -> HttpResponse:
    """Save an attachment of a report."""
    try:
        file = attachment_of_concern(actor_of(request), concern_id, attachment_id, READING)
    except RefusedFile as refused:
        raise Denied("attachment_refused", refused.sentence) from None
    return as_download(name=file.name, mime=file.media_type.mime, content=file.content)


def desk_address() -> str:
    """Where the desk is, for the home page."""
    return reverse("desk:desk")
