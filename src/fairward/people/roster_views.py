"""The pages of a roster import: upload, preview, confirm. They may not read a file or write a row themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.kernel.denied import Denied
from fairward.organisations.queries import names_of_members
from fairward.people import presenters, roster_actions, roster_queries
from fairward.people.forms import ConfirmForm, UploadForm
from fairward.people.plan import Plan
from fairward.people.policies import PERMISSION
from fairward.people.roster.results import RosterProblem
from fairward.people.uploads import InMemoryUpload, read_upload
from fairward.people.vocabulary import ImportState


@require_safe
@requires(PERMISSION)
def roster(request: HttpRequest) -> HttpResponse:
    """What was imported before, and where to begin."""
    actor = actor_of(request)
    imports = roster_queries.recent_imports(actor.organisation_id)
    members = names_of_members(actor.organisation_id, {one.started_by for one in imports})
    names = {member_id: member.name for member_id, member in members.items()}
    return render(request, "people/roster.html", {"rows": presenters.import_rows(imports, names)})


@csrf_exempt  # only so that the handler below is in place before the form, with its token, is read
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponseBase:
    """Choose a file. It is taken into memory, never to the disk."""
    request.upload_handlers = [InMemoryUpload(request)]
    return _upload(request)


@csrf_protect
@requires(PERMISSION)
def _upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            roster, digest = read_upload(form.cleaned_data["file"])
        except RosterProblem as problem:
            form.add_error("file", problem.sentence)
        else:
            import_id = roster_actions.stage_import(
                by=actor_of(request),
                roster=roster,
                file_digest=digest,
                is_whole_roll=form.cleaned_data["whole_roll"] == "yes",
            )
            return redirect("people:preview", import_id=import_id)
    return render(request, "people/upload.html", {"form": form})


upload.permission = PERMISSION  # type: ignore[attr-defined]


@require_safe
@requires(PERMISSION)
def preview(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Everything that would change, before anything does."""
    plan = roster_queries.preview_for(actor_of(request), import_id)
    if plan is None:
        return redirect("people:done", import_id=import_id)
    return _show(request, import_id, plan, ConfirmForm(plan))


@require_POST
@requires(PERMISSION)
def confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Put it into effect, as it was shown."""
    actor = actor_of(request)
    plan = roster_queries.preview_for(actor, import_id)
    if plan is None:
        return redirect("people:done", import_id=import_id)
    form = ConfirmForm(plan, request.POST)
    if form.is_valid():
        try:
            roster_actions.apply_import(by=actor, import_id=import_id, **_said(form))
        except Denied as denied:
            form.add_error(None, denied.sentence)
            form.data = {**request.POST.dict(), "fingerprint": plan.fingerprint()}
        else:
            return redirect("people:done", import_id=import_id)
    return _show(request, import_id, plan, form)


def _said(form: ConfirmForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "fingerprint": given["fingerprint"],
        "answers": form.answers(),
        "siblings": given.get("siblings", ()),
        "has_seen_problems": given.get("has_seen_problems", False),
        "accepts_leavers": given.get("accepts_leavers", False),
    }


def _show(request: HttpRequest, import_id: UUID, plan: Plan, form: ConfirmForm) -> HttpResponse:
    context = {
        "import_id": import_id, "plan": plan, "form": form, "facts": presenters.plan_facts(plan),
        "problems": presenters.problem_rows(plan.problems), "added": presenters.addition_rows(plan.added),
        "changed": presenters.change_rows(plan.changed), "left": presenters.leaver_rows(plan.left),
        "left_behind": sorted(plan.left_behind),
    }  # fmt: skip
    return render(request, "people/preview.html", context)


@require_POST
@requires(PERMISSION)
def discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Throw away what was read."""
    roster_actions.discard_import(by=actor_of(request), import_id=import_id)
    return redirect("people:roster")


@require_safe
@requires(PERMISSION)
def done(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What was done, or why nothing was."""
    run = roster_queries.import_for(actor_of(request), import_id)
    return render(request, "people/done.html", {"run": run, "is_applied": run.state == ImportState.APPLIED})
