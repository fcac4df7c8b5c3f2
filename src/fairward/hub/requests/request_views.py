"""Requests: the list, noting one, who asks, whom it is about, gathering. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.access_requests import actions as shared
from fairward.access_requests.forms import KNOWN
from fairward.design.words import plural
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.intake.trying import done
from fairward.hub.requests import actions, presenters
from fairward.hub.requests.consulting_actions import TAKE
from fairward.hub.requests.finding_queries import FoundPerson, confirmed_people, find_people, suggested_people
from fairward.hub.requests.forms import FindForm, IdentityForm, NoteForm, RightForm
from fairward.hub.requests.gathering_queries import gathered_for
from fairward.hub.requests.policies import HANDLE, READ_CASES, check_may_gather, check_persons
from fairward.hub.requests.queries import left_out_again, request_for, requests_for
from fairward.kernel.actor import Actor


@require_safe
@requires(HANDLE)
def all_requests(request: HttpRequest) -> HttpResponse:
    """Every request, the next due first."""
    actor = actor_of(request)
    found = requests_for(actor)
    open_ = sum(not one.is_closed for one in found)
    again = left_out_again(actor, timezone.localdate())
    context = {
        "rows": presenters.request_rows(found), "count": plural(open_, "open request"),
        "again": presenters.again_rows(again),
    }  # fmt: skip
    return render(request, "requests/all.html", context)


@requires(HANDLE)
def note(request: HttpRequest) -> HttpResponse:
    """Somebody asks to see what is recorded."""
    actor = actor_of(request)
    requests_for(actor)
    form = NoteForm(request.POST or None, initial={"received_on": timezone.localdate()})
    kept: list[UUID] = []

    def keep() -> None:
        kept.append(actions.note_request(by=actor, noted=form.noted()))

    if request.method == "POST" and form.is_valid() and done(form, None, keep):
        return redirect("requests:request", case_id=kept[0])
    return render(request, "requests/note.html", {"form": form})


@require_safe
@requires(HANDLE, unlocked=True)
def one_request(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where it stands, its clock, whom it is about, what to do next."""
    actor = actor_of(request)
    view, people = request_for(actor, case_id), confirmed_people(actor, case_id)
    may_take = may(actor, TAKE)
    context = {
        "view": view, "facts": presenters.request_facts(view), "texts": presenters.texts_of(view),
        "step": presenters.next_step(view, may_gather=may(actor, READ_CASES)), "may_gather": may(actor, READ_CASES),
        "people": [(one.identity.words, presenters.person_facts(one), presenters.gathered_words(one)) for one in people],
        "arrived": len(waiting(actor.organisation_id, [EnvelopeKind.RETURN])) if may_take else 0,
    }  # fmt: skip
    return render(request, "requests/request.html", context)


@requires(HANDLE, unlocked=True)
def people(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Find whom it is about among the cases, and confirm them one by one."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    if request.method == "POST":
        person_id = UUID(request.POST["person"])
        actions.confirm_person(by=actor, case_id=case_id, person_id=person_id)
        return redirect("requests:people", case_id=case_id)
    form = FindForm(request.GET if "name" in request.GET else None)
    found = (
        find_people(actor, form.cleaned_data["name"], form.cleaned_data["born_on"]) if form.is_valid() else []
    )
    confirmed, suggested = confirmed_people(actor, case_id), suggested_people(actor, case_id)
    known = {one.person_id for one in (*confirmed, *suggested)}
    context = {
        "view": view, "form": form, "is_asked": form.is_bound and form.is_valid(), "confirmed": _lines(confirmed),
        "suggested": _lines(suggested), "found": _lines([one for one in found if one.person_id not in known]),
    }  # fmt: skip
    return render(request, "requests/people.html", context)


@requires(HANDLE, unlocked=True)
def identity(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whether it is sure who asks."""
    actor = actor_of(request)
    view, form = request_for(actor, case_id), IdentityForm(request.POST or None)

    def settle() -> None:
        given = form.cleaned_data
        actions.settle_identity(
            by=actor, case_id=case_id, is_known=given["how"] == KNOWN,
            proof_on=given["proof_on"] if given["how"] == "came" else None,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and done(form, None, settle):
        return redirect("requests:request", case_id=case_id)
    return render(request, "requests/identity.html", {"view": view, "form": form})


@requires(HANDLE, unlocked=True)
def right(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whose right it is."""
    actor = actor_of(request)
    view, form = request_for(actor, case_id), RightForm(request.POST or None)

    def settle() -> None:
        given = form.cleaned_data
        shared.settle_right(by=actor, case_id=case_id, whose=given["whose"], words=given["words"])

    if request.method == "POST" and form.is_valid() and done(form, None, settle):
        return redirect("requests:request", case_id=case_id)
    return render(request, "requests/right.html", {"view": view, "form": form})


@require_POST
@requires(HANDLE, unlocked=True)
def gather(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Copy everything that these cases hold about them, for whoever decides."""
    actor = actor_of(request)
    request_for(actor, case_id)
    actions.keep_gathered(by=actor, case_id=case_id, found=_gathered(actor, case_id))
    return redirect("requests:passages", case_id=case_id)


def _gathered(actor: Actor, case_id: UUID) -> list[actions.Found]:
    check_may_gather(actor)
    by_case: dict[UUID, list[UUID]] = {}
    for one in confirmed_people(actor, case_id):
        by_case.setdefault(one.hub_case_id, []).append(one.person_id)
    check_persons(by_case)
    return [
        actions.Found(hub_case_id, ids, gathered_for(actor, hub_case_id, ids))
        for hub_case_id, ids in by_case.items()
    ]


def _lines(found: list[FoundPerson]) -> list[tuple[UUID, str, list[str]]]:
    return [(one.person_id, one.identity.words, presenters.person_facts(one)) for one in found]
