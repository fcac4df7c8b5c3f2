"""The officer’s pages of a request up to the search. They may not query by themselves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.access_requests import actions, answer_actions, gathering_actions, presenters
from fairward.access_requests.forms import ASK_PROOF, KNOWN, IdentityForm, RightForm
from fairward.access_requests.gathering_queries import gathering_state
from fairward.access_requests.policies import page_elsewhere
from fairward.access_requests.queries import WHY, request_for, requests_for
from fairward.kernel.denied import Denied
from fairward.organisations.queries import organisation
from fairward.people.queries import adults_of_child, find_children

HANDLE = "rights:case:handle"
PAGE = "access_requests/request.html"


@requires(HANDLE, unlocked=True)
def all_requests(request: HttpRequest) -> HttpResponse:
    """Every request that is open, the next due first."""
    actor = actor_of(request)
    elsewhere = page_elsewhere(organisation(actor.organisation_id).kind)
    if elsewhere:
        return redirect(elsewhere[0])
    heads = requests_for(actor)
    context = {"rows": presenters.rows(heads, "access_requests:request"), "total": len(heads)}
    return render(request, "access_requests/all.html", context)


@requires(HANDLE, unlocked=True)
def one_request(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One request: where it stands, its clock, what to do next."""
    actor = actor_of(request)
    elsewhere = page_elsewhere(organisation(actor.organisation_id).kind)
    if elsewhere:
        return redirect(elsewhere[1], case_id=case_id)
    view = request_for(actor, case_id)
    context = {
        "view": view, "facts": presenters.facts(view), "step": presenters.next_step(view, actor.account_id),
        "texts": presenters.texts(view), "reads": presenters.reads(view, actor.account_id),
        "searched": presenters.search_rows(view.searched), "openings": view.openings, "until_words": presenters.until_words,
    }  # fmt: skip
    return render(request, PAGE, context)


@requires(HANDLE, unlocked=True)
def child(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say whose record is asked for."""
    actor = actor_of(request)
    view, text = request_for(actor, case_id), request.POST.get("text", "").strip()[:100]
    if request.POST.get("child"):
        actions.name_child(by=actor, case_id=case_id, child_id=_uuid(request.POST["child"]))
        return redirect("access_requests:identity", case_id=case_id)
    context = {
        "view": view,
        "text": text,
        "found": find_children(actor, text, include_left=True) if text else [],
    }
    return render(request, "access_requests/child.html", {**context, "is_asked": bool(text)})


@requires(HANDLE, unlocked=True)
def identity(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who asks, and whether that is sure."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    if view.head.child_id is None:
        return redirect("access_requests:child", case_id=case_id)
    adults = adults_of_child(actor, view.head.child_id, WHY)
    people = [(str(one.adult_id), f"{one.identity.full}, {one.kind.word}") for one in adults]
    people.append((str(view.head.child_id), f"{view.head.child}, for themselves"))
    first = {"person": str(view.case.person_id or "")}
    form = IdentityForm(request.POST or None, people=people, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.settle_identity(
            by=actor, case_id=case_id, is_known=given["how"] == KNOWN,
            proof_on=None if given["how"] == ASK_PROOF else given["proof_on"],
            person_id=UUID(given["person"]) if given["person"] else None,
        )  # fmt: skip
        return redirect("access_requests:request", case_id=case_id)
    return render(request, "access_requests/identity.html", {"view": view, "form": form})


@requires(HANDLE, unlocked=True)
def right(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whose right it is."""
    actor = actor_of(request)
    view, form = request_for(actor, case_id), RightForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.settle_right(by=actor, case_id=case_id, **given)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            return redirect("access_requests:request", case_id=case_id)
    return render(request, "access_requests/right.html", {"view": view, "form": form})


@require_POST
@requires(HANDLE, unlocked=True)
def search(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look everywhere, now."""
    gathering_actions.search(by=actor_of(request), case_id=case_id)
    return redirect("access_requests:request", case_id=case_id)


@requires(HANDLE, unlocked=True)
def gather(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Make passages of the opened files, fifty entries at a time; with script the page goes on by itself."""
    actor, here = actor_of(request), reverse("access_requests:gather", args=[case_id])
    if request.method == "POST":
        left = gathering_actions.gather_step(by=actor, case_id=case_id)
        return redirect(f"{here}?on=1" if left else reverse("access_requests:request", args=[case_id]))
    view = request_for(actor, case_id)
    context = {
        "view": view,
        "state": gathering_state(actor, view.case, view.request),
        "goes_on": "on" in request.GET,
    }
    return render(request, "access_requests/gather.html", context)


@requires(HANDLE, unlocked=True)
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Before a request is noted as withdrawn."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    if request.method == "POST":
        actions.withdraw_request(by=actor, case_id=case_id)
        return redirect("access_requests:request", case_id=case_id)
    return render(request, "access_requests/withdraw.html", {"view": view})


@requires(HANDLE, unlocked=True)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Before a request is closed and the files with it."""
    actor = actor_of(request)
    view = request_for(actor, case_id)
    if request.method == "POST":
        answer_actions.close_request(by=actor, case_id=case_id)
        return redirect("access_requests:request", case_id=case_id)
    return render(request, "access_requests/close.html", {"view": view})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Denied("no_such_child", "Choose a child from the list.") from None
