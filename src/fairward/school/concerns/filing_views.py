"""The page of one report: read it, file it for each child, say who in the family sees it. It may not query by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fairward.access.requests import actor_of, requires
from fairward.files.queries import was_put_right
from fairward.files.rendering import statement_words
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import FamilyDecision
from fairward.organisations.queries import members
from fairward.rights.forms import FamilyForm
from fairward.rights.queries import decisions_of
from fairward.school.concerns import triage_actions
from fairward.school.concerns.asking_family import choices_of, family_forms, put_beside
from fairward.school.concerns.decide_policies import FamilyMember, missing_for_family
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.desk_forms import AssignForm, FilingForm
from fairward.school.concerns.desk_presenters import concern_facts, open_entry_words
from fairward.school.concerns.desk_views import READING, leads
from fairward.school.concerns.models import ConcernState
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import (
    NamedChild,
    OpenedConcern,
    OpenEntry,
    concern_for,
    open_concerns_of,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about one child: where it goes, and who in the family sees it."""

    child: NamedChild
    form: FilingForm
    family: Sequence[FamilyMember]
    people: Sequence[FamilyForm]

    def filing(self, decided_by: UUID) -> Filing | None:
        """The answer as the action takes it; None when no entry is made, or something is missing, said beside it."""
        if not self.form.is_bound or self.form.makes_no_entry:
            return None
        choices, today = choices_of(self.people), timezone.localdate()
        put_beside(
            self.people, missing_for_family(choices, self.family, decided_by, today, must_decide=False)
        )
        return None if self.errors else self.form.filing(choices)

    @property
    def errors(self) -> bool:
        """Whether an answer lacks something; nobody is asked about the family of a child without an entry."""
        return any(one.errors for one in self.asking)

    @property
    def asking(self) -> Sequence[Form]:
        """The forms whose answers count."""
        return [self.form] if self.form.makes_no_entry else [self.form, *self.people]


def _asked(request: HttpRequest, concern: OpenedConcern) -> list[Asked]:
    actor = actor_of(request)
    posted = request.POST if request.method == "POST" and "file" in request.POST else None
    opened = open_concerns_of(actor, [child.id for child in concern.children])
    asked = []
    # One that went back to the desk may have been filed for others already.
    for child in [one for one in concern.children if one.entry_id is None]:
        family = family_of(actor, child.id)
        people = family_forms(actor, family, posted, within=f"child-{child.id}-")
        asked.append(
            Asked(child, _filing_form(actor, concern, child, posted, opened[child.id]), family, people)
        )
    return asked


def _filing_form(
    actor: Actor, concern: OpenedConcern, child: NamedChild, posted: Any, joinable: Sequence[OpenEntry]
) -> FilingForm:
    added = [one for addition in concern.additions for one in addition.statements]
    statements = [(str(one.id), statement_words(one)) for one in (*concern.statements, *added)]
    files = [(str(one.id), one.name) for one in concern.attachments]
    is_alone = len(concern.children) == 1
    everything = {"statements": [key for key, _ in statements], "attachments": [key for key, _ in files]}
    return FilingForm(
        posted, child_id=child.id, name=child.name.full, statements=statements, attachments=files,
        owners=[(str(one.membership_id), one.name) for one in members(actor.organisation_id)],
        open_concerns=[open_entry_words(one) for one in joinable], initial=everything if is_alone else None,
    )  # fmt: skip


@requires("school:concern:triage", unlocked=True)
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One report: read it, and decide where it goes."""
    actor = actor_of(request)
    opened = concern_for(actor, concern_id, READING)
    is_waiting = opened.state is ConcernState.REPORTED
    asked = _asked(request, opened) if is_waiting or request.method == "POST" else []
    problems: list[str] = []
    if request.method == "POST":
        filings = [one.filing(actor.membership_id) for one in asked]
        if not any(one.errors for one in asked) and all(one.form.is_bound for one in asked):
            entries = _file(actor, opened, [one for one in filings if one is not None], problems)
            if entries:
                return redirect("desk:filed", concern_id=concern_id, entry_id=entries[0])
    return render(
        request, "concerns/concern.html", _concern_context(actor, opened, asked, problems) | {"is_waiting": is_waiting}
    )  # fmt: skip


def _file(actor: Actor, concern: OpenedConcern, filings: Sequence[Filing], problems: list[str]) -> list[UUID]:
    """The entries; or none, with the sentence about the whole that the page shows on top."""
    try:
        return triage_actions.file_concern(by=actor, concern=concern, filings=filings)
    except Denied as denied:
        if denied.code not in {"filing_incomplete", "not_joinable"}:
            raise
        problems.append(denied.sentence)
        return []


def _concern_context(
    actor: Actor, opened: OpenedConcern, asked: Sequence[Asked], problems: list[str]
) -> dict[str, Any]:
    return {
        "concern": opened,
        "facts": concern_facts(opened),
        "asked": asked,
        "forms": [form for one in asked for form in one.asking],
        "problems": problems,
        "assign": AssignForm(people=leads(actor), initial={"to": str(opened.assigned_to or "")}),
        "was_put_right": was_put_right(actor.organisation_id, opened.id),
    }


@require_GET
@requires("school:concern:triage", unlocked=True)
def filed(request: HttpRequest, concern_id: UUID, entry_id: UUID) -> HttpResponse:
    """What happens next after a concern was filed."""
    actor = actor_of(request)
    opened = concern_for(actor, concern_id, "after filing")
    entries = [child for child in opened.children if child.entry_id]
    standing = decisions_of(actor.organisation_id, [one.entry_id for one in entries if one.entry_id])
    to_show = {
        key for key, found in standing.items()
        if any(one.decision is FamilyDecision.SHARE_NOW for one in found)
    }  # fmt: skip
    context = {"concern": opened, "entries": entries, "entry_id": entry_id, "to_show": to_show}
    return render(request, "concerns/filed.html", context)
