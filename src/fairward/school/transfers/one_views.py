"""What a lead does with one transfer: day, school, files, asking, ending; and schools after schools. No query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.exchange.travel.partner_queries import confirmed_partners, partners
from fairward.kernel.denied import Denied, NotFound
from fairward.school.transfers import actions
from fairward.school.transfers import presenters as words
from fairward.school.transfers.forms import (
    AskedForm,
    CloseForm,
    DayForm,
    DestinationForm,
    KeepBackForm,
    SuccessorForm,
    first_day,
)
from fairward.school.transfers.part_actions import keep_back, prepare_file
from fairward.school.transfers.part_queries import reason_for
from fairward.school.transfers.policies import PERMISSION
from fairward.school.transfers.queries import OneTransfer, successors_of, transfer_for
from fairward.school.transfers.receipt_queries import receipts_for
from fairward.school.transfers.vocabulary import Asked, Destination, Succession

WHY = "sending files on with children who move"


@requires(PERMISSION)
def day(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """When the child leaves or left."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    form = DayForm(request.POST or None, initial=first_day(view.found.row.leaves_on))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_day(by=actor, transfer_id=transfer_id, leaves_on=form.cleaned_data["leaves_on"])
            return redirect("transfers:one", transfer_id=transfer_id)
        except Denied as denied:
            form.add_error("leaves_on", denied.sentence)
    return render(request, "transfers/day.html", {"form": form, "view": view})


@requires(PERMISSION)
def destination(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Which school the files go to, and to whom there."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    known = confirmed_partners(actor.organisation_id)
    form = DestinationForm(request.POST or None, partners=known, initial=words.choices_first(view))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_destination(
                by=actor, transfer_id=transfer_id, kind=form.kind, school=form.who, partner_id=form.partner_id
            )
            return redirect("transfers:one", transfer_id=transfer_id)
        except Denied as denied:
            form.add_error("school", denied.sentence)
    return render(request, "transfers/destination.html", {"form": form, "view": view})


@require_POST
@requires(PERMISSION)
def redirect_to_successor(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The school that was meant is no more: send to the one that came after it."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    if view.followed_by is None:
        raise NotFound("school")
    actions.set_destination(
        by=actor, transfer_id=transfer_id, kind=Destination.PARTNER, school=view.school,
        partner_id=view.followed_by.successor_id,
    )  # fmt: skip
    return redirect("transfers:one", transfer_id=transfer_id)


@require_POST
@requires(PERMISSION, unlocked=True)
def prepare(request: HttpRequest, transfer_id: UUID, part_id: UUID) -> HttpResponse:
    """Begin to choose what goes of one file."""
    draft_id = prepare_file(by=actor_of(request), transfer_id=transfer_id, part_id=part_id)
    return redirect("choosing:draft", draft_id=draft_id)


@requires(PERMISSION, unlocked=True)
def not_sent(request: HttpRequest, transfer_id: UUID, part_id: UUID) -> HttpResponse:
    """Say why one file is not sent."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    part = _part(view, part_id)
    form = KeepBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_back(by=actor, transfer_id=transfer_id, part_id=part_id, reason=form.cleaned_data["reason"])
            return redirect("transfers:one", transfer_id=transfer_id)
        except Denied as denied:
            form.add_error("reason", denied.sentence)
    return render(request, "transfers/not_sent.html", {"form": form, "view": view, "part": part})


@require_safe
@requires(PERMISSION, unlocked=True)
def reason(request: HttpRequest, transfer_id: UUID, part_id: UUID) -> HttpResponse:
    """Read why one file was not sent."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    part, text = _part(view, part_id), reason_for(actor, part_id, WHY)
    return render(request, "transfers/reason.html", {"view": view, "part": part, "text": text})


@require_safe
@requires(PERMISSION, unlocked=True)
def receipts(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """What the next school signed: who took responsibility, and since when."""
    view, said = receipts_for(actor_of(request), transfer_id, WHY)
    context = {"view": view, "rows": words.receipt_rows(said), "columns": words.RECEIPT_COLUMNS}
    return render(request, "transfers/receipts.html", context)


@requires(PERMISSION)
def asked(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Note that somebody asked, and what they heard."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    form = AskedForm(request.POST or None, initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "how": Asked(form.cleaned_data["how"])}
        try:
            actions.note_asked(by=actor, transfer_id=transfer_id, **given)
            return redirect("transfers:one", transfer_id=transfer_id)
        except Denied as denied:
            form.add_error(
                {"next_day": "next_on", "not_asked_yet": "asked_on"}.get(denied.code), denied.sentence
            )
    return render(request, "transfers/asked.html", {"form": form, "view": view})


@requires(PERMISSION)
def close(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """End it without anything being sent."""
    actor = actor_of(request)
    view = transfer_for(actor, transfer_id, WHY)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_transfer(by=actor, transfer_id=transfer_id, ended=form.why)
            return redirect("transfers:all")
        except Denied as denied:
            form.add_error("ended", denied.sentence)
    return render(request, "transfers/close.html", {"form": form, "view": view})


@requires(PERMISSION)
def successors(request: HttpRequest) -> HttpResponse:
    """Which school came after which."""
    actor = actor_of(request)
    form = SuccessorForm(request.POST or None, every=partners(actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_successor(
                by=actor, partner_id=UUID(given["partner"]), successor_id=UUID(given["successor"]),
                how=Succession(given["how"]), since_on=given["since_on"],
            )  # fmt: skip
            return redirect("transfers:successors")
        except Denied as denied:
            form.add_error("since_on" if denied.code == "day_not_near" else "successor", denied.sentence)
    found = successors_of(actor.organisation_id)
    return render(request, "transfers/successors.html", {"form": form, "found": found})


def _part(view: OneTransfer, part_id: UUID) -> words.PartWords:
    found = next(
        (one for one in [*words.part_words(view), *words.past_words(view)] if one.id == part_id), None
    )
    if found is None:
        raise NotFound("file")
    return found
