"""The gate of a case: as it stands, changed, signed, printed on one page. It may not query by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from fairward.access.decisions import may
from fairward.access.requests import actor_of, requires
from fairward.documents import pdf
from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.answering.asking_words import person_words
from fairward.hub.enquiries import gate_actions
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.forms import NO, YES, GateForm, PersonForm, QuestionFormSet, SignForm
from fairward.hub.enquiries.gate_fields import NOT_TELLING, field_of
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for, versions_of
from fairward.hub.enquiries.policies import missing_but_signature, missing_in_gate
from fairward.hub.enquiries.presenters import gate_facts
from fairward.hub.intake.case_queries import OpenedCase, case_for
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.workflow import Lack
from fairward.kernel.denied import Denied, NotFound
from fairward.organisations.queries import names_of_members

READ, OPEN, SIGN = "hub:case:read", "hub:gate:open", "hub:gate:sign"
WHY = "looking at the gate of a case"
STYLE = "print.css"


@require_safe
@requires(READ, unlocked=True)
def gate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The gate as it stands, and what it still lacks."""
    actor = actor_of(request)
    case, found = case_for(actor, case_id, WHY), gate_for(actor, case_id, WHY)
    context: dict[str, Any] = {"case": case, "gate": found, "may_open": may(actor, OPEN)}
    if found:
        lacks = missing_in_gate(found.facts, found.content)
        context |= {
            "facts": _facts(actor.organisation_id, found), "lacks": lacks, "sign": SignForm(),
            "persons": [person_words(one) for one in found.content.persons],
            "may_sign": may(actor, SIGN) and "manager_signs" in {one.code for one in lacks},
            "versions": versions_of(actor.organisation_id, case_id),
        }  # fmt: skip
    return render(request, "enquiries/gate.html", context)


@requires(OPEN, unlocked=True)
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open the gate, or decide anew: everything on one page, what is missing beside the field."""
    actor = actor_of(request)
    case, before = case_for(actor, case_id, WHY), gate_for(actor, case_id, WHY)
    asking = asking_case(actor.organisation_id, case)
    form = GateForm(request.POST or None, initial=_initial(before))
    people, questions = _people(request, case, before), _questions(request, before)
    if request.method == "POST" and _are_valid(form, people, questions):
        decided = form.decided()
        content = form.content(_asked_about(people), _asked(questions))
        facts = decided.facts(case_id, case_id, 0, asking.received_at, case_id)
        _say_what_is_missing(form, missing_but_signature(facts, content, before.content if before else None))
        if not form.errors:
            try:
                seen = before.facts.version if before else 0
                gate_actions.open_gate(by=actor, case=asking, decided=decided, content=content, seen=seen)
                return redirect("enquiries:gate", case_id=case_id)
            except Denied as denied:
                form.add_error(None, denied.sentence)
    context = {
        "case": case, "form": form, "people": people, "questions": questions, "before": before,
    }  # fmt: skip
    return render(request, "enquiries/change_gate.html", context)


@requires(SIGN, unlocked=True)
def sign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A manager signs that the family is not told, below level 4."""
    actor = actor_of(request)
    found = gate_for(actor, case_id, WHY)
    if found is None:
        raise NotFound("gate")
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gate_actions.sign_gate(by=actor, gate_id=found.facts.id, reason=form.cleaned_data["reason"])
            return redirect("enquiries:gate", case_id=case_id)
        except Denied as denied:
            form.add_error("reason", denied.sentence)
    context = {"form": form, "case_id": case_id, "facts": _facts(actor.organisation_id, found)}
    return render(request, "enquiries/sign.html", context)


@require_safe
@requires(READ, unlocked=True)
def printed(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The gate as one page, for the paper file of a meeting."""
    actor = actor_of(request)
    case, found = case_for(actor, case_id, WHY), gate_for(actor, case_id, "printing the gate of a case")
    if found is None:
        raise NotFound("gate")
    title = f"The gate of case {case.facts.reference}"
    body = render_to_string(
        "enquiries/gate_printed.html",
        {
            "title": title, "case": case, "gate": found, "facts": _facts(actor.organisation_id, found),
            "persons": [person_words(one) for one in found.content.persons],
        },
    )  # fmt: skip
    answer = HttpResponse(pdf.render(body, title=title, style=STYLE), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="gate-{case.facts.reference}.pdf"'
    return answer


def _facts(organisation_id: UUID, found: OpenedGate) -> list[Any]:
    ids = [one for one in (found.facts.opened_by, found.facts.signed_by) if one]
    return gate_facts(found, names_of_members(organisation_id, ids))


def _say_what_is_missing(form: GateForm, lacks: list[Lack]) -> None:
    """Each beside its field; whoever has not said whether the family was told is not asked for grounds yet."""
    if not form.cleaned_data["is_told"]:
        form.add_error("is_told", "Say whether the family was told.")
        lacks = [one for one in lacks if one.code not in NOT_TELLING]
    for one in lacks:
        form.add_error(field_of(one.code), one.sentence)


def _are_valid(form: GateForm, people: Any, questions: Any) -> bool:
    checked = [form.is_valid(), questions.is_valid(), *(one.is_valid() for _, one in people)]
    return all(checked)


def _people(
    request: HttpRequest, case: OpenedCase, before: OpenedGate | None
) -> list[tuple[Any, PersonForm]]:
    scope = {one.id: one for one in before.content.persons} if before else {}
    return [
        (
            one,
            PersonForm(
                request.POST or None,
                prefix=f"p{one.id.hex}",
                initial=_initial_person(one.kind, scope.get(one.id)),
            ),
        )
        for one in case.people
    ]


def _questions(request: HttpRequest, before: OpenedGate | None) -> Any:
    rows = [{"sort": one.data, "words": one.words} for one in before.content.questions] if before else []
    return QuestionFormSet(request.POST or None, prefix="questions", initial=rows)


def _initial_person(kind: PersonKind, known: AskedPerson | None) -> dict[str, Any]:
    if known:
        return {"is_asked": True, "kind": known.kind, "reason": known.reason}
    return {"kind": "child" if kind is PersonKind.CHILD else "parent_carer"}


def _asked_about(people: list[tuple[Any, PersonForm]]) -> list[AskedPerson]:
    found = (form.asked(one.id, one.identity.words, one.identity.born_on) for one, form in people)
    return [one for one in found if one]


def _asked(questions: Any) -> list[AskedThing]:
    said = (one.cleaned_data for one in questions if one.cleaned_data)
    return [AskedThing(one["sort"], one["words"].strip()) for one in said if one["words"].strip()]


def _initial(before: OpenedGate | None) -> dict[str, Any]:
    if before is None:
        return {}
    facts, content = before.facts, before.content
    return {
        "why": content.why, "level": str(facts.level), "power": facts.power, "look_back_months": facts.look_back_months,
        "look_back_why": content.look_back_why, "family_first": content.family_first, "agreement": content.agreement,
        "is_told": YES if facts.is_told else NO, "ground": facts.ground, "look_again_on": facts.look_again_on,
        "without_consent": content.without_consent, "told_words": content.told_words,
    }  # fmt: skip
