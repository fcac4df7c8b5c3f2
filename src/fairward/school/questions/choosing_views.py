"""Answering from a file: which child it is, who of the others is who, from which file; then passages are chosen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairward.access.requests import actor_of, requires
from fairward.files.queries import file_for
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.people.queries import names_of_children
from fairward.school.questions import presenters, question_actions
from fairward.school.questions.closing import ANSWER
from fairward.school.questions.forms import WhichChildForm, WhoIsWhoForm
from fairward.school.questions.matching_queries import (
    child_choices,
    files_of,
    known_around,
    others_asked_about,
)
from fairward.school.questions.policies import check_from_file
from fairward.school.questions.question_actions import WHY
from fairward.school.questions.question_queries import OpenedQuestion, question_facts, question_for
from fairward.school.questions.vocabulary import QuestionState


@requires(ANSWER, unlocked=True)
def child(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Which child here it is about: a person says so, or that it is none."""
    actor = actor_of(request)
    found = _open(actor, question_id)
    if found is None:
        return redirect("questions:answered")
    typed = request.POST.get("find", "").strip()
    choices, is_like = child_choices(actor, found.asked, typed, WHY)
    form = WhichChildForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        child_id = form.chosen()
        if child_id is not None:
            return redirect("questions:who", question_id=question_id, child_id=child_id)
    context = {
        "found": found,
        "about": found.asked.about,
        "form": form,
        "is_like": is_like,
        "choices": choices,
    }
    return render(request, "questions/child.html", context)


@requires(ANSWER, unlocked=True)
def who(request: HttpRequest, question_id: UUID, child_id: UUID) -> HttpResponse:
    """Who of the others is who here, and from which file it is answered; then the passages are chosen."""
    actor = actor_of(request)
    found = _open(actor, question_id)
    if found is None:
        return redirect("questions:answered")
    name = names_of_children(actor.organisation_id, [child_id]).get(child_id)
    if name is None:
        raise NotFound("child")
    files = presenters.file_choices(files_of(actor, child_id))
    form = WhoIsWhoForm(
        request.POST or None, files=files, persons=others_asked_about(found.asked),
        known=known_around(actor, child_id, WHY),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        draft_id = _begin(actor, question_id, form)
        if draft_id is not None:
            return redirect("choosing:draft", draft_id=draft_id)
    context = {"found": found, "child": name, "form": form, "files": files}
    return render(request, "questions/who.html", context)


def _begin(actor: Actor, question_id: UUID, form: WhoIsWhoForm) -> UUID | None:
    _, file, _ = file_for(actor, UUID(form.cleaned_data["file"]), WHY)
    try:
        return question_actions.begin_answer(
            by=actor, question_id=question_id, file=file, people=form.people()
        )
    except Denied as denied:
        form.add_error(None, denied.sentence)
        return None


def _open(actor: Actor, question_id: UUID) -> OpenedQuestion | None:
    """The question, where it waits to be answered from a file."""
    facts = question_facts(actor.organisation_id, question_id)
    if facts.state is not QuestionState.WAITS:
        return None
    check_from_file(is_pointer_only=facts.is_pointer_only)
    return question_for(actor, question_id, WHY)
