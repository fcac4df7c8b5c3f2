"""Letters of a case: what is filled in, and the PDF. It may not query by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.cases import case_actions
from fairward.cases.case_forms import LetterForm
from fairward.cases.case_policies import LETTERS
from fairward.cases.case_presenters import letter_fills
from fairward.cases.case_queries import case_for
from fairward.documents.downloads import as_download
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import at_work
from fairward.rights.letters import Letter, challenge, letter_pdf
from fairward.rules import letters


@requires("rights:case:handle", unlocked=True)
def letter(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Fill in a letter; sending the form gives the PDF and notes in the case that it was made."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, "writing a letter")
    kind = kind.replace("-", "_")
    if kind not in LETTERS[opened.item.kind] or opened.closed_at is not None:
        raise NotFound("letter")
    words = letters.letter(kind)
    form = LetterForm(request.POST or None, words=words, initial={"to": opened.who, **letter_fills(opened)})
    if request.method == "POST" and form.is_valid():
        place = at_work(actor.organisation_id, actor.membership_id)
        name = place.organisation_name if place else ""
        given = form.cleaned_data
        made = Letter(
            kind, name, given["to"], timezone.localdate(), opened.item.number,
            challenge(name, tuple(given["reached_by"].splitlines())), form.fills, form.own,
        )  # fmt: skip
        paper = letter_pdf(made)
        case_actions.note_letter(by=actor, case_id=case_id, title=words.title, own="\n\n".join(form.own))
        return as_download(name=f"{opened.item.number}.pdf", mime="application/pdf", content=paper)
    return render(request, "cases/letter.html", {"case": opened, "form": form, "words": words})
