"""Beginning a referral: danger first, the call recorded on one page. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.exchange.travel.partner_queries import confirmed_partners
from fairward.files.queries import file_for, heads_of_child
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind, Purpose
from fairward.people.queries import child_for
from fairward.school.referrals.begin_actions import begin_referral, record_call, record_call_of
from fairward.school.referrals.file_actions import open_file
from fairward.school.referrals.forms import BeginForm, CallForm, CallOfForm
from fairward.school.referrals.presenters import COLUMNS, rows_of
from fairward.school.referrals.queries import referral_for, referrals_of_file, written_clock
from fairward.school.referrals.views import SENDER
from fairward.school.referrals.vocabulary import BegunFrom

WHY = "beginning a referral"
_SCHOOLS = (OrganisationKind.SCHOOL, OrganisationKind.TRUST)


@requires(SENDER, unlocked=True)
def for_child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Which file it is from; where there is none of child protection, one begins here."""
    actor = actor_of(request)
    record = child_for(actor, child_id, WHY)
    heads = heads_of_child(actor, child_id)
    if request.method == "POST":
        file_id = open_file(by=actor, child_id=child_id)
        to = "referrals:telephoned" if request.POST.get("go") == "telephoned" else "referrals:begin"
        return redirect(to, file_id=file_id)
    has_file = any(one.purpose is Purpose.CHILD_PROTECTION for one in heads)
    context = {"child": record.name, "child_id": child_id, "heads": heads, "has_file": has_file}
    return render(request, "referrals/for_child.html", context)


@requires(SENDER, unlocked=True)
def begin(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Danger first; then to whom, and whether the child is named."""
    actor = actor_of(request)
    head, opened, child = file_for(actor, file_id, WHY)
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, partners=_partners(actor), initial={"naming": "named"})
    if data is not None and form.is_valid():
        referral_id = begin_referral(by=actor, file=opened, new=form.new(*_from(request)))
        return redirect("referrals:one" if form.is_danger else "referrals:who", referral_id=referral_id)
    rows = rows_of(referrals_of_file(actor, opened, WHY))
    context = {"head": head, "child": child, "form": form, "rows": rows, "columns": COLUMNS}
    return render(request, "referrals/begin.html", context)


@requires(SENDER, unlocked=True)
def telephoned(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Somebody has telephoned: recorded on one page, by nobody's leave; the written one follows by its clock."""
    actor = actor_of(request)
    head, opened, child = file_for(actor, file_id, WHY)
    data = request.POST if request.method == "POST" else None
    initial = {"called_on": timezone.localdate()}
    form = CallForm(data, partners=_partners(actor), initial=initial)
    if data is not None and form.is_valid():
        referral_id = record_call(by=actor, file=opened, new=form.new(*_from(request)), call=form.call())
        return redirect("referrals:one", referral_id=referral_id)
    context = {"head": head, "child": child, "form": form, "clock": written_clock(actor.organisation_id)}
    return render(request, "referrals/telephoned.html", context)


@requires(SENDER, unlocked=True)
def call(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The same for a referral that is being written."""
    actor = actor_of(request)
    opened = referral_for(actor, referral_id, WHY)
    data = request.POST if request.method == "POST" else None
    form = CallOfForm(data, initial={"called_on": timezone.localdate()})
    if data is not None and form.is_valid():
        record_call_of(by=actor, opened=opened, call=form.call())
        return redirect("referrals:one", referral_id=referral_id)
    context = {
        "head": opened.head, "child": opened.child, "form": form, "referral_id": referral_id,
        "clock": written_clock(actor.organisation_id),
    }  # fmt: skip
    return render(request, "referrals/telephoned.html", context)


def _partners(actor: Actor) -> list[tuple[str, str]]:
    """Confirmed partners that are no schools, hubs and social care first."""
    first = (OrganisationKind.HUB, OrganisationKind.SOCIAL_CARE)
    found = [one for one in confirmed_partners(actor.organisation_id) if one.card.kind not in _SCHOOLS]
    found.sort(key=lambda one: one.card.kind not in first)
    return [(str(one.id), f"{one.card.name} ({one.card.kind.word})") for one in found]


def _from(request: HttpRequest) -> tuple[UUID | None, BegunFrom]:
    """The entry that it is about, if it was begun there."""
    entry, start = request.GET.get("entry", ""), request.GET.get("from", "")
    if not entry:
        return None, BegunFrom.CHILD if start == "child" else BegunFrom.FILE
    try:
        return UUID(entry), BegunFrom.ENTRY
    except ValueError:
        raise NotFound("entry") from None
