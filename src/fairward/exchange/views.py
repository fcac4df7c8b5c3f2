"""Where something of a file went: the list, recording it, what became of it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.design.addresses import url
from fairward.exchange.actions import note_family_told, note_use, record_disclosure
from fairward.exchange.forms import DisclosureForm, UseForm
from fairward.exchange.policies import missing_in
from fairward.exchange.presenters import answered, entry_choices, family_chip, rows_of
from fairward.exchange.queries import said_for, told_of_file
from fairward.exchange.vocabulary import UsedFor
from fairward.files.queries import Filters, chronology_for, file_for
from fairward.organisations.queries import names_of_members

WHY = "seeing where something went"


@requires("school:disclosure:note", unlocked=True)
def went(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Everything that was told outside of one file, newest first."""
    actor = actor_of(request)
    head, opened, child = file_for(actor, file_id, WHY)
    told = told_of_file(actor, opened, WHY)
    addresses = {one.id: url("exchange:one", file_id=file_id, disclosure_id=one.id) for one in told}
    rows = rows_of(told, addresses, timezone.localdate())
    return render(request, "exchange/went.html", {"head": head, "child": child, "rows": rows})


@requires("school:disclosure:note", unlocked=True)
def tell(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Record that somebody outside was told something."""
    actor = actor_of(request)
    head, opened, child = file_for(actor, file_id, WHY)
    entries = chronology_for(actor, opened, Filters(), WHY).entries
    initial = {"entries": [request.GET.get("entry", "")], "told_on": timezone.localdate()}
    form = DisclosureForm(request.POST or None, entries=entry_choices(entries), initial=initial)
    if request.method == "POST":
        form.is_valid()
        new = form.disclosure()
        for answer, sentence in missing_in(new, timezone.now()):
            if answer not in form.errors:
                form.add_error(answer, sentence)
        if not form.errors:
            disclosure_id = record_disclosure(by=actor, file=opened, new=new)
            return redirect("exchange:one", file_id=file_id, disclosure_id=disclosure_id)
    return render(request, "exchange/tell.html", {"head": head, "child": child, "form": form})


@requires("school:disclosure:note", unlocked=True)
def one(request: HttpRequest, file_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """One disclosure: what was said, on which basis, what they did with it."""
    actor = actor_of(request)
    _, opened, child = file_for(actor, file_id, WHY)
    told, said = said_for(actor, opened, disclosure_id, WHY)
    if request.method == "GET" and told.package_id is not None:
        return redirect("sending:gone", sent_id=disclosure_id)
    form = UseForm(request.POST or None, initial={"used_for": str(int(told.used_for))})
    if request.method == "POST" and form.is_valid():
        use = UsedFor(form.cleaned_data["used_for"])
        note_use(by=actor, file=opened, disclosure_id=disclosure_id, used_for=use)
        return redirect("exchange:went", file_id=file_id)
    names = names_of_members(actor.organisation_id, [told.recorded_by])
    context = {
        "told": told, "said": said, "child": child, "form": form, "file_id": file_id, "tests": answered(said),
        "chip": family_chip(told, timezone.localdate()), "by": names[told.recorded_by].name,
    }  # fmt: skip
    return render(request, "exchange/one.html", context)


@require_POST
@requires("school:disclosure:note", unlocked=True)
def family_told(request: HttpRequest, file_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """The family knows now."""
    actor = actor_of(request)
    _, opened, _ = file_for(actor, file_id, WHY)
    note_family_told(by=actor, file=opened, disclosure_id=disclosure_id)
    return redirect("exchange:one", file_id=file_id, disclosure_id=disclosure_id)
