"""Telling a school that police attended: one page, read through, sent; and what was sent. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairward.access.requests import actor_of, requires
from fairward.agency.notices.forms import NoticeForm
from fairward.agency.notices.making import ASK
from fairward.agency.notices.notice_actions import send_notice
from fairward.agency.notices.notice_queries import PAGE, notice_for, notices_for, places_to_tell
from fairward.agency.notices.policies import PERMISSION, check_can_notify, due_by
from fairward.agency.notices.presenters import COLUMNS, incident_facts, notice_facts, notice_rows
from fairward.design.pieces import Pages
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations.queries import organisation

WHY = "seeing what schools were told"


@requires(PERMISSION)
def new(request: HttpRequest) -> HttpResponse:
    """The questions, then everything once more, then it goes."""
    actor = _police(request)
    schools = places_to_tell(actor.organisation_id, OrganisationKind.SCHOOL)
    hubs = places_to_tell(actor.organisation_id, OrganisationKind.HUB)
    form = NoticeForm(request.POST or None, schools=schools, hubs=hubs)
    if request.method == "POST" and request.POST.get("do") != "change" and form.is_valid():
        if request.POST.get("do") != "send":
            return _check(request, form, dict(schools), dict(hubs))
        if _sent(actor, form):
            return redirect("notices:all")
    return render(request, "notices/new.html", {"form": form, "has_schools": bool(schools)})


@require_safe
@requires(PERMISSION)
def every(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first."""
    actor = _police(request)
    typed = request.GET.get("page", "")
    number = max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    found, total = notices_for(actor, WHY, number)
    pages = Pages.of(number=number, per_page=PAGE, total=total, query=request.GET.dict())
    context = {"rows": notice_rows(found), "columns": COLUMNS, "total": total, "pages": pages}
    return render(request, "notices/all.html", context)


@require_safe
@requires(PERMISSION, unlocked=True)
def one(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice with what stood in it."""
    facts, incident = notice_for(_police(request), notice_id, WHY)
    return render(
        request,
        "notices/one.html",
        {"facts": [*notice_facts(facts), *incident_facts(incident)], "found": facts},
    )


def _check(
    request: HttpRequest, form: NoticeForm, schools: dict[UUID, str], hubs: dict[UUID, str]
) -> HttpResponse:
    incident = form.incident()
    school, hub = form.partner("school"), form.partner("hub")
    context = {
        "facts": incident_facts(incident), "school": schools[school] if school else "", "hub": hubs[hub] if hub else "",
        "typed": form.typed(), "ask": ASK, "due": due_by(incident.attended_at),
    }  # fmt: skip
    return render(request, "notices/check.html", context)


def _sent(actor: Actor, form: NoticeForm) -> bool:
    school = form.partner("school")
    try:
        if school is None:
            raise Denied("no_school", "Choose the school.")
        send_notice(by=actor, partner_id=school, incident=form.incident(), hub_partner_id=form.partner("hub"))
    except Denied as denied:
        if denied.code == "not_police":
            raise
        form.add_error(None, denied.sentence)
        return False
    return True


def _police(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    check_can_notify(actor, OrganisationKind(organisation(actor.organisation_id).kind))
    return actor
