"""What the officer does about a breach: assess it, say who was told when, close it with what is learned. One act each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import writing
from fairward.cases.breach_queries import breach_facts_of, has_text
from fairward.cases.case_policies import missing_in_breach
from fairward.cases.models import BreachFacts, Case
from fairward.cases.policies import check_is_of_kind, check_is_open, check_words
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, Risk, TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was found out: how many, which people and data (as bits), which risk and why, who was told when."""

    affected: int | None
    people: int
    data: int
    risk: Risk
    reasons: str
    regulator_told_at: datetime | None = None
    people_told_on: date | None = None


def _breach(by: Actor, case_id: UUID) -> Case:
    check(by, "rights:case:handle")
    case = writing.locked_case(by, case_id)
    check_is_of_kind(case, CaseKind.BREACH)
    check_is_open(case)
    return case


@transaction.atomic
def assess_breach(*, by: Actor, case_id: UUID, found: Assessment) -> None:
    """Write down what was found out; again, whenever more is known. Telling the regulator is what the 72 hours ask for."""
    check_words(found.reasons, "why you judge the risk like this")
    case = _breach(by, case_id)
    now = timezone.now()
    if found.regulator_told_at is not None and not case.received_at <= found.regulator_told_at <= now:
        raise Denied(
            "told_when", "The regulator was told after the breach was noticed, and not in the future."
        )
    if found.people_told_on is not None and found.people_told_on > timezone.localdate():
        raise Denied("told_when", "The people were told on a day that has been, not one to come.")
    BreachFacts.objects.update_or_create(
        organisation_id=by.organisation_id, case_id=case.id,
        defaults={
            "affected": found.affected, "people": found.people, "data": found.data, "risk": int(found.risk),
            "assessed_at": now, "assessed_by": by.membership_id, "regulator_told_at": found.regulator_told_at,
            "people_told_on": found.people_told_on,
        },
    )  # fmt: skip
    write_text(by, case.id, TextKind.REASONS, found.reasons)
    _move_on(case, found, now)
    record_act(by, act="case.assessed", item_kind="case", item_id=case.id, subject_id=case.child_id)


def _move_on(case: Case, found: Assessment, now: datetime) -> None:
    """The clock is met by telling the regulator, or by finding that a risk is not likely."""
    if case.state == int(CaseState.RECEIVED):
        writing.move(case, CaseState.ASSESSING)
    if found.risk is Risk.NOT_LIKELY:
        writing.meet_clock(case, now)
    elif found.regulator_told_at is not None:
        writing.meet_clock(case, found.regulator_told_at)
        if found.risk is Risk.HIGH and case.state == int(CaseState.ASSESSING):
            writing.move(case, CaseState.TELLING)


@transaction.atomic
def close_breach(*, by: Actor, case_id: UUID, lessons: str) -> None:
    """Close a breach with what is learned from it. It stays in the register, whether the regulator was told or not."""
    check_words(lessons, "what is learned from it")
    case = _breach(by, case_id)
    facts = breach_facts_of(by.organisation_id, case.id)
    missing = missing_in_breach(
        risk=Risk(facts.risk) if facts else None, has_reasons=has_text(by.organisation_id, case.id, TextKind.REASONS),
        is_regulator_told=bool(facts and facts.regulator_told_at),
        are_people_told=bool(facts and facts.people_told_on), has_lessons=True,
    )  # fmt: skip
    if missing:
        raise Denied("breach_incomplete", " ".join(missing))
    write_text(by, case.id, TextKind.LESSONS, lessons)
    is_reported = bool(facts and facts.regulator_told_at)
    writing.close(by, case, CaseOutcome.RISK_REPORTED if is_reported else CaseOutcome.NO_RISK)
    record_act(by, act="case.closed", item_kind="case", item_id=case.id, subject_id=case.child_id)
