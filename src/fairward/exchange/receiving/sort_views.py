"""Which child a package is about, what of it goes where, and doing it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.exchange.package.contents import Child
from fairward.exchange.package.words import context_of
from fairward.exchange.receiving import presenters as words
from fairward.exchange.receiving.content import Decisions
from fairward.exchange.receiving.forms import NEW_CHILD, ChildForm, SortForm, into, why
from fairward.exchange.receiving.opening_actions import match_child
from fairward.exchange.receiving.opening_queries import opened_for
from fairward.exchange.receiving.page_queries import Desk, desk_for
from fairward.exchange.receiving.policies import check_can_be_sorted, missing_in
from fairward.exchange.receiving.sorting_actions import finish_sorting, keep_decisions
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.people.actions import add_sent_child
from fairward.people.identity import ChildIdentity
from fairward.people.like_queries import children_like
from fairward.people.queries import find_children

PERMISSION = "exchange:package:take"
WHY = "sorting what another organisation sent"


@requires(PERMISSION, unlocked=True)
def child(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Which child here it is about: a person says so."""
    actor = actor_of(request)
    found = opened_for(actor, arrival_id, WHY)
    about = found.shown.about
    if about is None:
        raise NotFound("child")
    typed = request.POST.get("find", "").strip()
    like = children_like(actor, upn=about.upn, name=about.name, born_on=about.born_on, why=WHY)
    others = find_children(actor, typed, include_left=True) if typed else []
    forename, _, surname = about.name.rpartition(" ")
    form = ChildForm(
        request.POST or None, choices=words.like_choices(like, others), initial={"forename": forename, "surname": surname}
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _says_child(actor, arrival_id, form, about):
        return redirect("receiving:one", arrival_id=arrival_id)
    context = {
        "form": form,
        "arrived": found.arrived,
        "about": about,
        "is_like": bool(like),
        "new": NEW_CHILD,
    }
    return render(request, "receiving/child.html", context)


def _says_child(actor: Actor, arrival_id: UUID, form: ChildForm, about: Child) -> bool:
    """Do what was chosen; False, with what is missing, where nothing was."""
    child_id = form.chosen()
    if child_id is None and form.cleaned_data.get("child") != NEW_CHILD:
        if not form.cleaned_data.get("find"):
            form.add_error("child", "Choose a child, or look for one by name.")
        return False
    if child_id is None:
        given = form.cleaned_data
        identity = ChildIdentity(given["forename"], given["surname"], born_on=about.born_on, upn=about.upn)
        try:
            child_id = add_sent_child(by=actor, identity=identity)
        except Denied as denied:
            form.add_error("forename" if denied.code == "name_missing" else "child", denied.sentence)
            return False
    match_child(by=actor, arrival_id=arrival_id, child_id=child_id)
    return True


@requires(PERMISSION, unlocked=True)
def sort(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Note by note: which file, or why none."""
    actor = actor_of(request)
    desk = desk_for(actor, arrival_id, WHY)
    check_can_be_sorted(desk.found.arrived, desk.found.sorting)
    form = SortForm(request.POST or None, groups=desk.to_decide, decisions=desk.decisions)
    version = desk.found.sorting.version
    if request.method == "POST" and form.is_valid():
        version = _keep(actor, request, form, desk)
        if not form.errors:
            return redirect("receiving:check", arrival_id=arrival_id)
    notes = [(one, form[into(one.key)], form[why(one.key)], words.what(one)) for one in desk.to_decide]
    context = {
        "form": form, "notes": notes, "arrived": desk.found.arrived, "here": words.here_words(desk.here), "version": version,
        "named": words.named_words(desk.found), "child": desk.child, **context_of(desk.found.shared),
    }  # fmt: skip
    return render(request, "receiving/sort.html", {**context, "title": "Where does each note go?"})


def _keep(actor: Actor, request: HttpRequest, form: SortForm, desk: Desk) -> int:
    """Keep what was decided, also while something is missing, which the form then says; returns the version."""
    notes, sorting = form.notes(desk.to_decide), desk.found.sorting
    try:
        version = keep_decisions(
            by=actor, arrival_id=sorting.arrival_id, version=version_of(request), notes=notes
        )
    except Denied as denied:
        if denied.code != "changed_meanwhile":
            raise
        form.add_error(None, denied.sentence)
        return sorting.version
    for key, sentence in missing_in(Decisions(notes), desk.to_decide):
        form.add_error(why(key) if key in notes else into(key), sentence)
    return version


def version_of(request: HttpRequest) -> int:
    """Which version of the decisions was on the page."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


@requires(PERMISSION, unlocked=True)
def check(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Everything that will happen, before it does."""
    actor = actor_of(request)
    desk = desk_for(actor, arrival_id, WHY)
    check_can_be_sorted(desk.found.arrived, desk.found.sorting)
    problem = ""
    if request.method == "POST":
        try:
            finish_sorting(by=actor, arrival_id=arrival_id, version=version_of(request))
        except Denied as denied:
            problem = denied.sentence
        else:
            return redirect("receiving:one", arrival_id=arrival_id)
    context = {
        "lines": words.lines(desk.to_decide, desk.decisions.notes), "here": words.here_words(desk.here),
        "named": words.named_words(desk.found), "child": desk.child, "arrived": desk.found.arrived, "problem": problem,
        "version": desk.found.sorting.version, "is_about_child": desk.found.shown.about is not None,
    }  # fmt: skip
    return render(request, "receiving/check.html", context)
