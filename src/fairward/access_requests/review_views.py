"""Going through a request passage by passage, one on a page. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.access_requests import presenters, review_actions
from fairward.access_requests.again_queries import left_out_again
from fairward.access_requests.forms import PassageForm
from fairward.access_requests.naming import offered_in, people_around
from fairward.access_requests.policies import Chosen
from fairward.access_requests.queries import WHY, of_child, progress_of
from fairward.access_requests.review_queries import PassageView, document_for, first_place, passage_for
from fairward.access_requests.vocabulary import Part, PassageDecision, WhoseRight
from fairward.documents.attachments import RefusedFile
from fairward.documents.downloads import as_download
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules import exemptions

HANDLE = "rights:case:handle"


@requires(HANDLE, unlocked=True)
def passages(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """To the first passage that waits for a decision; to the request when none does."""
    place = first_place(actor_of(request), case_id)
    if place is None:
        return redirect("access_requests:request", case_id=case_id)
    return redirect("access_requests:passage", case_id=case_id, place=place)


@requires(HANDLE, unlocked=True)
def passage(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """One passage with its context: disclose, or leave out with a reason."""
    actor = actor_of(request)
    view = passage_for(actor, case_id, place)
    if "disclose" in request.POST:
        review_actions.decide_passage(by=actor, view=view, chosen=Chosen(PassageDecision.DISCLOSE))
        return redirect("access_requests:passages", case_id=case_id)
    if "rest" in request.POST:
        review_actions.disclose_rest_of_entry(by=actor, case_id=case_id, entry_id=view.row.entry_id)
        return redirect("access_requests:passages", case_id=case_id)
    form = _form(request, actor, view)
    if request.method == "POST" and form.is_valid():
        review_actions.decide_passage(by=actor, view=view, chosen=form.chosen)
        return redirect("access_requests:passages", case_id=case_id)
    return render(request, "access_requests/passage.html", _context(view, form))


@requires(HANDLE, unlocked=True)
def document(request: HttpRequest, case_id: UUID, place: int) -> HttpResponse:
    """A document that belongs to a note, for reading it and for giving it with the answer."""
    try:
        found = document_for(actor_of(request), case_id, place)
    except RefusedFile as refused:
        raise Denied("file_refused", refused.sentence) from None
    return as_download(name=found.name, mime=found.media_type.mime, content=found.content)


@requires(HANDLE, unlocked=True)
def again(request: HttpRequest) -> HttpResponse:
    """What was left out of earlier answers and is to be looked at again."""
    rows = presenters.again_rows(left_out_again(actor_of(request)))
    return render(request, "access_requests/again.html", {"rows": rows})


def _form(request: HttpRequest, actor: Actor, view: PassageView) -> PassageForm:
    people = people_around(actor, of_child(view.case), view.texts, WHY)
    whose = WhoseRight(view.request.whose_right) if view.request.whose_right else WhoseRight.FOR_CHILD
    usable = exemptions.usable(whose.requester, timezone.localdate())
    names = offered_in(view.texts, people, view.file.child_name)
    return PassageForm(
        request.POST or None, texts=view.texts, names=names, reasons=usable, initial=_initial(view)
    )


def _initial(view: PassageView) -> dict[str, Any]:
    if view.chosen is None:
        return {}
    chosen = view.chosen
    texts = {text.place: text.text for text in view.texts}
    cut = [
        texts[place][start:end]
        for place, spans in chosen.cuts.items()
        if place in texts
        for start, end in spans
    ]
    cut += [texts[place] for place in chosen.names if place in texts]
    return {
        "decision": str(int(chosen.decision)), "phrases": "\n".join(dict.fromkeys(cut)), "exemption": chosen.exemption,
        "reasons": chosen.reasons, "harm": chosen.harm, "asked": chosen.asked, "answered": chosen.answered,
    }  # fmt: skip


def _context(view: PassageView, form: PassageForm) -> dict[str, Any]:
    case_id = view.case.id
    return {
        "view": view, "form": form, "title": presenters.title_of(view), "facts": presenters.entry_facts(view.entry),
        "texts": presenters.shown_texts(view.texts, view.chosen), "rest": presenters.rest_of(view),
        "decided": presenters.decision_words(view), "progress": progress_of(view.case.organisation_id, case_id),
        "tests": presenters.tests_of(form.reasons_by_id.values()), "is_document": view.row.part == Part.ATTACHMENT,
        "statement": presenters.statement_of(view),
    }  # fmt: skip
