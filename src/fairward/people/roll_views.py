"""The roll for whoever keeps it: children, who they are, who is in their life. They may not show a record's content."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.design.pieces import Pages
from fairward.kernel.denied import NotFound
from fairward.people import actions, presenters, queries
from fairward.people.forms import AdultForm, CorrectForm, RelationshipForm, RollFilterForm
from fairward.people.identity import AdultIdentity
from fairward.people.policies import PERMISSION
from fairward.people.vocabulary import RollStatus

WHY = "keeping the roll"
PER_PAGE = 50


@require_safe
@requires(PERMISSION)
def children(request: HttpRequest) -> HttpResponse:
    """The children of the school."""
    form = RollFilterForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    page = given.get("page") or 1
    found = queries.list_children(
        actor_of(request),
        text=given.get("text", ""),
        year_group=int(given["year"]) if given.get("year") else None,
        status=RollStatus(int(given.get("status") or RollStatus.ON_ROLL)),
        page=page,
        size=PER_PAGE,
    )
    context = {
        "form": form, "rows": presenters.child_rows(found.children), "total": found.total,
        "pages": Pages.of(number=page, per_page=PER_PAGE, total=found.total, query=request.GET.dict()),
        "is_filtered": any(given.get(name) for name in ("text", "year", "status")),
    }  # fmt: skip
    return render(request, "people/children.html", context)


@require_safe
@requires(PERMISSION)
def child(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Who one child is."""
    actor = actor_of(request)
    found = queries.child_for(actor, child_id, WHY)
    adults = queries.adults_of_child(actor, child_id, WHY)
    context = {
        "child": found, "facts": presenters.child_facts(found), "adults": presenters.adult_rows(child_id, adults),
        "siblings": [name.full for name in queries.siblings_of(actor, child_id).values()],
    }  # fmt: skip
    return render(request, "people/child.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def correct(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Correct a name, the year or the class."""
    actor = actor_of(request)
    found = queries.child_for(actor, child_id, WHY)
    names = {name: getattr(found.identity, name) for name in CorrectForm.base_fields if name != "year_group"}
    year = "" if found.year_group is None else str(found.year_group)
    form = CorrectForm(request.POST or None, initial={**names, "year_group": year})
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in names}
        year = form.cleaned_data["year_group"]
        actions.correct_child(by=actor, child_id=child_id, year_group=int(year) if year else None, **changed)
        return redirect("people:child", child_id=child_id)
    return render(request, "people/correct.html", {"form": form, "child": found})


def _adult(request: HttpRequest, child_id: UUID, relationship_id: UUID) -> queries.AdultOfChild:
    adults = queries.adults_of_child(actor_of(request), child_id, WHY)
    adult = next((one for one in adults if one.relationship_id == relationship_id), None)
    if adult is None:
        raise NotFound("relationship")
    return adult


@require_POST
@requires(PERMISSION)
def join(request: HttpRequest, child_id: UUID, relationship_id: UUID) -> HttpResponse:
    """Two rows are one person: the one that was chosen among the namesakes."""
    actor, adult = actor_of(request), _adult(request, child_id, relationship_id)
    chosen = [
        one
        for one in queries.namesakes_of(actor, child_id, adult)
        if str(one.adult_id) == request.POST.get("keep")
    ]
    if not chosen:
        raise NotFound("adult")
    actions.join_adults(by=actor, relationship_id=relationship_id, keep_id=chosen[0].adult_id)
    return redirect("people:child", child_id=child_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def relationship(request: HttpRequest, child_id: UUID, relationship_id: UUID) -> HttpResponse:
    """Say who an adult is to a child, and whether an order or restriction stands."""
    actor = actor_of(request)
    adult = _adult(request, child_id, relationship_id)
    form = RelationshipForm(request.POST or None, initial=presenters.relationship_words(adult))
    if request.method == "POST" and form.is_valid():
        actions.change_relationship(
            by=actor,
            relationship_id=relationship_id,
            kind=form.cleaned_data["kind"],
            has_responsibility=form.said("has_responsibility"),
            lives_with=form.said("lives_with"),
            restriction=form.cleaned_data["restriction"],
            since_on=adult.since_on,
        )
        return redirect("people:child", child_id=child_id)
    return render(
        request,
        "people/relationship.html",
        {
            "form": form,
            "adult": adult,
            "child_id": child_id,
            "namesakes": queries.namesakes_of(actor, child_id, adult),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def add_adult(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Somebody in the child's life whom no file has brought: a grandmother, a carer, a step-parent."""
    actor = actor_of(request)
    found = queries.child_for(actor, child_id, WHY)
    form = AdultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        phones = tuple(filter(None, [given["phone"].strip()]))
        actions.add_adult(
            by=actor, child_id=child_id, kind=given["kind"], has_responsibility=form.said("has_responsibility"),
            lives_with=form.said("lives_with"),
            identity=AdultIdentity(given["surname"], given["forename"], given["title"], phones=phones),
        )  # fmt: skip
        return redirect("people:child", child_id=child_id)
    return render(request, "people/add_adult.html", {"form": form, "child": found})
