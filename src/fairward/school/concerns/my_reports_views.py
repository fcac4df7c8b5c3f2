"""One's own reports: where they stand, the reply, one's own words, something to add. It may not show anybody else's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairward.access.requests import actor_of, requires
from fairward.files.queries import was_put_right
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys.persons import has_person_key
from fairward.school.concerns import report_actions, report_queries
from fairward.school.concerns.my_reports_presenters import addition_context, list_context, report_context
from fairward.school.concerns.report_answers import Answers, Said
from fairward.school.concerns.report_forms import PAGES, WHAT, Question, id_from, still_to_ask
from fairward.school.concerns.report_policies import is_sendable

PERMISSION = "school:concern:report"


@never_cache
@require_safe
@requires(PERMISSION)
def list_reports(request: HttpRequest) -> HttpResponse:
    """What I reported, newest first."""
    typed = request.GET.get("page", "")
    page = max(1, int(typed)) if typed.isdigit() and len(typed) < 6 else 1
    reports, has_more = report_queries.list_own_reports(actor_of(request), page)
    return render(request, "concerns/my_reports.html", list_context(reports, page, has_more))


@never_cache
@require_safe
@requires(PERMISSION)
def one_report(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Where one report stands."""
    by = actor_of(request)
    report = report_queries.own_report(by, concern_id)
    added = report_queries.additions_to(by, concern_id)
    context = report_context(
        report, added, has_key=has_person_key(by.account_id), is_unlocked=by.unlocked is not None
    )
    context["was_put_right"] = was_put_right(by.organisation_id, concern_id)
    return render(request, "concerns/my_reports_one.html", context)


@never_cache
@require_safe
@requires(PERMISSION, unlocked=True)
def words(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """My own words, with my own key."""
    by = actor_of(request)
    report = report_queries.own_report(by, concern_id)
    try:
        own, why_not = report_queries.own_words(by, concern_id), ""
    except Denied as refusal:
        if refusal.code != "no_key":
            raise
        own, why_not = (
            None,
            "You sent this before you had a passphrase, so only the safeguarding leads can read it.",
        )
    found_wrong = was_put_right(by.organisation_id, concern_id)
    context = {"report": report, "own": own, "why_not": why_not, "was_put_right": found_wrong}
    return render(request, "concerns/my_reports_words.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(PERMISSION)
def add(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Add one statement to my own report. Sent twice, it is added once."""
    by = actor_of(request)
    report = report_queries.own_report(by, concern_id)
    said = Said(id=id_from(str(request.POST.get("statement", ""))) or new_id())
    answers, page = Answers(statements=[said]), PAGES[WHAT]
    questions = []
    if request.method == "POST":
        page.read(answers, request.POST)
        questions = page.ask(answers, timezone.localtime())
        if is_sendable(answers) and not still_to_ask(questions, request.POST):
            said = answers.statements[0]
            try:
                report_actions.add_to_report(by=by, concern_id=concern_id, addition_id=said.id, said=said)
                return redirect("report:one", concern_id)
            except Denied as refusal:
                questions = [Question(refusal.code, f"text-{said.id}", refusal.sentence)]
    return render(request, "concerns/my_reports_add.html", addition_context(report, answers, questions))
