"""Pages of certificates: the list, one of them with its proof, and one on paper. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.design.paper import paper_style
from fairward.design.pieces import Pages
from fairward.documents import pdf
from fairward.documents.downloads import as_download
from fairward.exchange.recall_queries import count_waiting
from fairward.organisations.queries import organisation
from fairward.retention.case_actions import order_cases
from fairward.retention.certificate_presenters import (
    certificate_facts,
    certificate_rows,
    due_case_rows,
    proof_words,
)
from fairward.retention.certificate_queries import (
    PAGE,
    certificate_for,
    certificates_for,
    due_cases_for,
    proved,
)

COUNT, SEE = "retention:certificate:count", "retention:certificate:see"
WHY = "seeing what was destroyed"


@require_safe
@requires(COUNT)
def certificates(request: HttpRequest) -> HttpResponse:
    """What was destroyed, the latest first: numbers and days."""
    actor = actor_of(request)
    typed = request.GET.get("page", "")
    number = max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1
    page = certificates_for(actor, number, WHY)
    may_open = may(actor, SEE)
    context = {
        "rows": certificate_rows(page.lines, may_open=may_open),
        "total": page.total,
        "pages": Pages.of(number=number, per_page=PAGE, total=page.total, query={}),
        "may_recall": may(actor, "school:disclosure:note"),
        "may_end_cases": may(actor, "rights:case:handle"),
        "waiting": count_waiting(actor.organisation_id),
    }
    return render(request, "retention/certificates.html", context)


@require_safe
@requires(SEE)
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate, checked against what it lists and against the log while the page is made."""
    actor = actor_of(request)
    one = certificate_for(actor, certificate_id, WHY)
    findings = proved(actor.organisation_id, certificate_id)
    context = {
        "one": one,
        "facts": certificate_facts(one),
        "proof": proof_words(findings),
        "is_proved": not findings,
    }
    return render(request, "retention/certificate.html", context)


@require_POST
@requires(SEE)
def certificate_pdf(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate on paper."""
    actor = actor_of(request)
    one = certificate_for(actor, certificate_id, WHY)
    title = "Certificate of destruction"
    context = {
        "title": title, "place": organisation(actor.organisation_id).name, "facts": certificate_facts(one),
        "proof": proof_words(proved(actor.organisation_id, certificate_id)), "id": certificate_id,
    }  # fmt: skip
    html = render_to_string("retention/certificate_paper.html", context, request)
    paper = pdf.render(html, title=title, style=paper_style())
    return as_download(name="certificate.pdf", mime="application/pdf", content=paper)


@requires("rights:case:handle")
def due_cases(request: HttpRequest) -> HttpResponse:
    """Requests and complaints whose time is over: all that are shown and not held are destroyed when somebody confirms it."""
    actor = actor_of(request)
    found = due_cases_for(actor, "seeing which requests are kept no longer")
    if request.method == "POST":
        order_cases(
            by=actor, case_ids={one.id for one in found if str(one.id) in request.POST.getlist("case")}
        )
        return redirect("certificates:all")
    going = [one.id for one in found if not one.is_held]
    return render(request, "retention/due_cases.html", {"rows": due_case_rows(found), "going": going})
