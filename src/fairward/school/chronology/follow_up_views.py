"""What comes after an entry: something to do, a file for it. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.documents.attachments import RefusedFile, accept
from fairward.documents.uploads import content_of, into_memory
from fairward.files import actions, queries
from fairward.kernel.denied import Denied
from fairward.organisations.queries import members
from fairward.school.chronology.forms import AttachForm, ToDoForm


@requires("school:file:write", unlocked=True)
def to_do(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write down what is to be done, by whom and by when."""
    actor = actor_of(request)
    shown, opened, child = queries.entry_for(actor, entry_id, "writing down what is to be done")
    owners = [(str(one.membership_id), one.name) for one in members(actor.organisation_id)]
    form = ToDoForm(request.POST if request.method == "POST" else None, owners=owners)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_action(
                by=actor, file=opened, entry_id=entry_id, text=given["text"], owner_id=UUID(given["owner"]),
                due_on=given["due_on"],
            )  # fmt: skip
        except Denied as denied:
            form.add_error("owner" if denied.code == "owner_not_here" else "due_on", denied.sentence)
        else:
            return redirect("chronology:entry", entry_id=entry_id)
    return render(request, "chronology/to_do.html", {"form": form, "entry": shown, "child": child})


@into_memory
@requires("school:file:write", unlocked=True)
def attach(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Attach a file to an entry: cleaned, sealed, never on the disk."""
    actor = actor_of(request)
    shown, opened, child = queries.entry_for(actor, entry_id, "attaching a file")
    form = AttachForm(request.POST, request.FILES) if request.method == "POST" else AttachForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            taken = accept(given.name or "file", content_of(given))
            actions.attach_file(by=actor, file=opened, entry_id=entry_id, taken=taken)
        except (RefusedFile, Denied) as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("chronology:entry", entry_id=entry_id)
    return render(request, "chronology/attach.html", {"form": form, "entry": shown, "child": child})
