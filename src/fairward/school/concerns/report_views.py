"""The pages of a report, one after the other. Nothing here may hold up a report or show somebody else's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.documents.uploads import InMemoryAttachment
from fairward.kernel.actor import Actor
from fairward.people.queries import find_children
from fairward.school.concerns import drafting, report_actions, report_queries
from fairward.school.concerns.drafting import OpenDraft
from fairward.school.concerns.report_forms import CHECK, PAGES, WHO, Page, Question, id_from, still_to_ask
from fairward.school.concerns.report_policies import is_sendable
from fairward.school.concerns.report_presenters import check_context, done_context, page_context
from fairward.school.concerns.report_steps import STEPS, keep_known_children, take_files

PERMISSION = "school:concern:report"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def start(request: HttpRequest) -> HttpResponse:
    """The first page; or, where something is unfinished on this device, whether to go on with it."""
    by = actor_of(request)
    draft = drafting.open_draft(request, by, to_change=request.method == "POST")
    if draft is None:
        draft = drafting.new_draft()
        return redirect("report:start") if request.method == "POST" else _show(request, by, draft, PAGES[WHO])
    if request.method != "POST":
        saved_at = timezone.localtime(draft.updated_at)
        return render(
            request, "concerns/report_unfinished.html", {"answers": draft.answers, "saved_at": saved_at}
        )
    if request.POST.get("do") != "throw-away":
        return redirect(_furthest(draft))
    report_actions.throw_draft_away(by=by, draft=draft)
    response = redirect("report:start")
    drafting.forget_cookie(response, by)
    return response


def _furthest(draft: OpenDraft) -> str:
    """The address of the page after the last one that was answered."""
    done = draft.answers.reached
    name = CHECK if CHECK in done else PAGES[done[-1]].following if done else WHO
    return _address(name)


def _address(name: str) -> str:
    return reverse("report:check") if name == CHECK else reverse("report:page", args=[name])


@csrf_exempt  # only so that the handler below is in place before the form, with its token, is read
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the four pages. Files are taken into memory, never to the disk."""
    request.upload_handlers = [InMemoryAttachment(request)]
    return _page(request, name)


@csrf_protect
@requires(PERMISSION)
def _page(request: HttpRequest, name: str) -> HttpResponse:
    """Every POST keeps the draft, whatever else it asks for."""
    by, asked = actor_of(request), PAGES[name]
    draft = drafting.open_draft(request, by, to_change=request.method == "POST")
    if request.method != "POST":
        return redirect("report:start") if draft is None else _show(request, by, draft, asked)
    draft = draft or drafting.new_draft()
    do = str(request.POST.get("do", ""))
    if do == "autosave" and request.POST.get("turn") != str(draft.answers.turn):
        # A later page was saved meanwhile: what this one says is old.
        return HttpResponse(status=409)
    asked.read(draft.answers, request.POST)
    keep_known_children(by, draft)
    response = HttpResponse(status=204) if do == "autosave" else _answer(request, by, draft, asked)
    drafting.keep(by, draft)
    drafting.write_cookie(response, by, draft)
    return response


def _answer(request: HttpRequest, by: Actor, draft: OpenDraft, asked: Page) -> HttpResponse:
    """Do what was pressed, and say where to go."""
    do, _, argument = str(request.POST.get("do", "")).partition(":")
    draft.answers.turn += 1
    refused = take_files(by, draft, request.FILES.getlist("file"))
    if refused:
        return _show(request, by, draft, asked, refused)
    if do in STEPS:
        STEPS[do](by, draft, argument)
        is_body = do == "body" and id_from(argument) is not None
        return redirect("report:body", argument) if is_body else redirect("report:page", asked.name)
    if draft.answers.is_danger:
        report_actions.raise_alarm(by=by, draft=draft)
    questions = still_to_ask(asked.ask(draft.answers, timezone.localtime()), request.POST)
    if questions:
        return _show(request, by, draft, asked, questions)
    draft.answers.reached = [one for one in draft.answers.reached if one != asked.name] + [asked.name]
    return redirect(_address(CHECK if len(draft.answers.reached) == len(PAGES) else asked.following))


def _show(
    request: HttpRequest, by: Actor, draft: OpenDraft, asked: Page, questions: list[Question] | None = None
) -> HttpResponse:
    """Draw a page with what was typed so far and the questions that are asked now."""
    context = page_context(asked, draft.answers, questions or [])
    if asked.name == WHO:
        context |= report_queries.children_of_page(by, draft.answers)
    return render(request, asked.template, context)


@never_cache
@require_POST
@requires(PERMISSION)
def children(request: HttpRequest) -> JsonResponse:
    """Suggestions while a name is typed. A POST, so that no name stands in an address."""
    found = find_children(actor_of(request), str(request.POST.get("q", "")))
    return JsonResponse(
        [{"value": str(one.id), "text": one.name.full, "note": one.name.place} for one in found], safe=False
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, with questions that can be put aside; then it is sent."""
    by = actor_of(request)
    draft = drafting.open_draft(request, by, to_change=request.method == "POST")
    if draft is None:
        return _sent_already(request, by)
    do, _, code = str(request.POST.get("do", "")).partition(":")
    if request.method == "POST" and do == "put-aside":
        draft.answers.dismissed.append(code)
        drafting.keep(by, draft)
        return redirect("report:check")
    if request.method == "POST" and is_sendable(draft.answers):
        return _send(by, draft)
    names = report_queries.names_in(by, draft.answers)
    context = check_context(draft.answers, names, timezone.localtime(), is_asked=request.method == "POST")
    return render(request, "concerns/report_check.html", context)


def _send(by: Actor, draft: OpenDraft) -> HttpResponse:
    concern_id = report_actions.send_report(
        by=by, answers=draft.answers, files=drafting.open_files(by, draft)
    )
    drafting.throw_away(by, draft)
    response = redirect("report:done", concern_id)
    drafting.forget_cookie(response, by)
    return response


def _sent_already(request: HttpRequest, by: Actor) -> HttpResponse:
    """No draft: a second press of "send" shows the first report; anything else begins again."""
    send_id = id_from(str(request.POST.get("send_id", "")))
    sent = report_queries.sent_before(by, send_id) if send_id else None
    return redirect("report:done", sent) if sent else redirect("report:start")


@never_cache
@require_safe
@requires(PERMISSION)
def done(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What happens next, the reference, and who was told."""
    by = actor_of(request)
    report = report_queries.own_report(by, concern_id)
    return render(
        request, "concerns/report_done.html", done_context(report, report_queries.names_of_leads(by))
    )
