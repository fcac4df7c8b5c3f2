"""The officer's page of one case and what is done there. It may not query by itself."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairward.access.requests import actor_of, requires
from fairward.cases import case_actions
from fairward.cases.case_forms import ANSWER, QUESTION, AssignForm, CloseForm, WordsForm, WriteForm
from fairward.cases.case_policies import CLOSED_BY_OFFICER
from fairward.cases.case_presenters import case_facts, letter_links, letters_of, ways_of
from fairward.cases.case_queries import OpenedCase, case_for, case_row, handlers, line_for
from fairward.cases.vocabulary import CaseKind, CaseOutcome
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

HANDLE = "rights:case:handle"
WHY = "dealing with a case"
TYPED_WRONG = frozenset(
    {"no_stop", "asked_when", "already_stopped", "in_the_future", "answer_before_question"}
)


@require_safe
@requires(HANDLE, unlocked=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: what was asked, what was written since, its clock and what can be done now."""
    actor = actor_of(request)
    opened = case_for(actor, case_id, WHY)
    if opened.item.kind is CaseKind.ACCESS_REQUEST:
        return redirect("access_requests:request", case_id=case_id)  # it has pages of its own
    people = handlers(actor.organisation_id, opened.item.kind)
    context = {
        "case": opened,
        "facts": case_facts(opened),
        "talk": letters_of(opened),
        "ways": ways_of(opened),
        "letters": letter_links(opened),
        "line": line_for(actor, opened, WHY),
        "assign": AssignForm(people=people, initial={"to": str(opened.assigned_to or "")}),
    }
    return render(request, "cases/case.html", context)


@require_POST
@requires(HANDLE, unlocked=True)
def assign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say who has it."""
    actor = actor_of(request)
    row = case_row(actor, case_id)
    form = AssignForm(request.POST, people=handlers(actor.organisation_id, CaseKind(row.kind)))
    if form.is_valid():
        to = form.cleaned_data["to"]
        case_actions.assign_case(by=actor, case_id=case_id, to=UUID(to) if to else None)
    return redirect("cases:case", case_id=case_id)


@requires(HANDLE, unlocked=True)
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A note, a question that may stop the clock, or an answer that lets it run on."""
    actor = actor_of(request)
    opened = _open(actor, case_id)
    form = WriteForm(request.POST or None, may_stop=opened.may_stop)
    if request.method == "POST" and form.is_valid():
        try:
            _write(actor, case_id, form)
        except Denied as denied:
            if denied.code not in TYPED_WRONG:
                raise
            form.add_error("on", denied.sentence)
        else:
            return redirect("cases:case", case_id=case_id)
    return render(request, "cases/write.html", {"case": opened, "form": form})


def _write(actor: Actor, case_id: UUID, form: WriteForm) -> None:
    what, text = form.cleaned_data["what"], form.cleaned_data["text"]
    if what == QUESTION:
        case_actions.ask_asker(by=actor, case_id=case_id, text=text, reason=form.stop, asked_on=form.day)
    elif what == ANSWER:
        case_actions.note_answer(by=actor, case_id=case_id, text=text, answered_on=form.day)
    else:
        case_actions.write_note(by=actor, case_id=case_id, text=text)


def _open(actor: Actor, case_id: UUID) -> OpenedCase:
    """A case that is not over: what is over is read, and not written in."""
    opened = case_for(actor, case_id, WHY)
    if opened.closed_at is not None:
        raise Denied("case_ended", "This case is over. Note a new one if somebody asks again.")
    return opened


def _words(
    request: HttpRequest, case_id: UUID, title: str, form: WordsForm, act: Callable[[Actor, WordsForm], None]
) -> HttpResponse:
    actor = actor_of(request)
    opened = _open(actor, case_id)
    if request.method == "POST" and form.is_valid():
        act(actor, form)
        return redirect("cases:case", case_id=case_id)
    return render(request, "cases/words.html", {"case": opened, "form": form, "title": title})


@requires(HANDLE, unlocked=True)
def extend(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the longer time, with reasons that are told."""
    form = WordsForm(
        request.POST or None, label="Why does it take longer?", hint="Whoever asked is told this now."
    )
    return _words(
        request, case_id, "Take more time", form,
        lambda by, sent: case_actions.extend_case(by=by, case_id=case_id, reasons=sent.cleaned_data["text"]),
    )  # fmt: skip


@requires(HANDLE, unlocked=True)
def acknowledge(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Confirm that it arrived and is looked into."""
    form = WordsForm(
        request.POST or None, label="What do you tell them?", hint="That it arrived, who looks into it, when they hear more."
    )  # fmt: skip
    return _words(
        request, case_id, "Confirm that it arrived", form,
        lambda by, sent: case_actions.acknowledge(by=by, case_id=case_id, text=sent.cleaned_data["text"]),
    )  # fmt: skip


@requires(HANDLE, unlocked=True)
def take_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Note that whoever asked in person has taken it back."""
    form = WordsForm(request.POST or None, label="How did they take it back?", hint="Their words, and when.")
    return _words(
        request, case_id, "They took it back", form,
        lambda by, sent: case_actions.take_back_for(by=by, case_id=case_id, text=sent.cleaned_data["text"]),
    )  # fmt: skip


@requires(HANDLE, unlocked=True)
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """End an objection, a complaint or a question about a look."""
    actor = actor_of(request)
    outcomes = CLOSED_BY_OFFICER.get(CaseKind(case_row(actor, case_id).kind))
    if outcomes is None:
        raise NotFound("page")
    form = CloseForm(
        request.POST or None, label="What do you tell them?", outcomes=outcomes,
        hint="What you found and why you decide like this. If you refuse, say what they can do next.",
    )  # fmt: skip

    def act(by: Actor, sent: WordsForm) -> None:
        given = sent.cleaned_data
        case_actions.close_case(
            by=by, case_id=case_id, outcome=CaseOutcome(given["outcome"]), text=given["text"]
        )

    return _words(request, case_id, "Answer and close", form, act)
