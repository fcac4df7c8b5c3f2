"""The only writer of cases: open, stop, resume, extend, move, close. It logs no act: the action that calls it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from fairward.cases.clock import first_due, look_at_case
from fairward.cases.freezing import freeze, thaw
from fairward.cases.models import Case, CaseStop, CaseTarget
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, StopReason, WhatIsWrong
from fairward.cases.workflow import check_move
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.retention.own_periods import overrides_of
from fairward.rules.cases import case_rule
from fairward.tenancy.rows import fetch


@dataclass(frozen=True, slots=True)
class Target:
    """What a case is about."""

    entry_id: UUID | None = None
    statement_id: UUID | None = None
    line_id: UUID | None = None
    what_is_wrong: WhatIsWrong | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is known when a case begins. `clock_starts_at` is the receipt unless the rule counts from something later."""

    kind: CaseKind
    how_asked: HowAsked
    received_at: datetime
    child_id: UUID | None = None
    person_id: UUID | None = None
    asked_by_membership: UUID | None = None
    targets: Sequence[Target] = ()


def open_case(by: Actor, new: NewCase) -> UUID:
    """Make a case with its number, clock and targets; returns its id."""
    on = timezone.localtime(new.received_at).date()
    rule = case_rule(new.kind.code, on)
    due = first_due(by.organisation_id, rule.clock, new.received_at)
    case_id = new_id()
    case = Case.objects.create(
        organisation_id=by.organisation_id, id=case_id, number=_next_number(by.organisation_id), kind=int(new.kind),
        child_id=new.child_id, person_id=new.person_id, asked_by_membership=new.asked_by_membership,
        how_asked=int(new.how_asked), received_at=new.received_at, received_by=by.membership_id,
        clock_starts_at=new.received_at, rule_id=rule.clock, due_at=due.at,
        keep_until_on=rule.keep_until(due.at.date(), overrides_of(by.organisation_id)),
    )  # fmt: skip
    CaseTarget.objects.bulk_create(
        CaseTarget(
            organisation_id=by.organisation_id, case_id=case_id, entry_id=one.entry_id, statement_id=one.statement_id,
            line_id=one.line_id, what_is_wrong=int(one.what_is_wrong) if one.what_is_wrong else None,
        )
        for one in new.targets
    )  # fmt: skip
    freeze(by, case)
    return case_id


def name_target(by: Actor, case: Case, child_id: UUID, target: Target) -> None:
    """Say what a case is about that came without it."""
    CaseTarget.objects.create(
        organisation_id=case.organisation_id, case_id=case.id, entry_id=target.entry_id,
        statement_id=target.statement_id, line_id=target.line_id,
        what_is_wrong=int(target.what_is_wrong) if target.what_is_wrong else None,
    )  # fmt: skip
    name_child(by, case, child_id)


def name_child(by: Actor, case: Case, child_id: UUID) -> None:
    """Say whom a case is about that came without it."""
    case.child_id = child_id
    case.save(update_fields=["child_id"])
    freeze(by, case)


def _next_number(organisation_id: UUID) -> int:
    """One case after the other: whoever opens one at the same moment waits, until the other is committed."""
    fetch("SELECT id FROM organisations_organisation WHERE id = %s FOR NO KEY UPDATE", [organisation_id])
    last = Case.objects.filter(organisation_id=organisation_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def locked_case(by: Actor, case_id: UUID) -> Case:
    """The case, locked against a second person who decides at the same moment."""
    row = Case.objects.select_for_update().filter(organisation_id=by.organisation_id, id=case_id).first()
    if row is None:
        raise NotFound("case")
    return row


def move(case: Case, to: CaseState) -> None:
    """Take a case to another state, if its kind may go there."""
    check_move(CaseKind(case.kind), CaseState(case.state), to)
    case.state = int(to)
    case.save(update_fields=["state"])


def assign(case: Case, to: UUID | None) -> None:
    """Say whose work it is."""
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])


def stop_clock(case: Case, reason: StopReason, asked_on: date) -> None:
    """The clock stands still from the day on which a needed question was asked."""
    if CaseStop.objects.filter(
        organisation_id=case.organisation_id, case_id=case.id, answered_on__isnull=True
    ).exists():
        raise Denied("already_stopped", "The clock of this case stands still already.")
    CaseStop.objects.create(
        organisation_id=case.organisation_id, case_id=case.id, reason=int(reason), asked_on=asked_on
    )
    recount(case)


def resume_clock(case: Case, answered_on: date) -> None:
    """The answer came: the days of waiting are added to the deadline."""
    open_ = CaseStop.objects.filter(
        organisation_id=case.organisation_id, case_id=case.id, answered_on__isnull=True
    )
    asked_on = open_.values_list("asked_on", flat=True).first()
    if asked_on is None:
        raise Denied("not_stopped", "The clock of this case is running.")
    if answered_on < asked_on:
        raise Denied("answer_before_question", "The answer cannot have come before the question was asked.")
    open_.update(answered_on=answered_on)
    recount(case)


def resume_if_standing(case: Case, answered_on: date) -> None:
    """An answer came: the clock runs on if it stood still. What is waited for is over, wherever the case stood."""
    standing = CaseStop.objects.filter(
        organisation_id=case.organisation_id, case_id=case.id, answered_on__isnull=True
    )
    if standing.exists():
        resume_clock(case, answered_on)


def meet_clock(case: Case, at: datetime) -> None:
    """What the clock asks for was done: answered, acknowledged, told the regulator. The first time counts."""
    if case.met_at is None:
        case.met_at = at
        case.save(update_fields=["met_at"])


def start_clock_at(case: Case, at: datetime) -> None:
    """The clock counts from the latest of request, proof of identity and fee."""
    case.clock_starts_at = at
    case.save(update_fields=["clock_starts_at"])
    recount(case)


def extend(case: Case) -> None:
    """The longer period that the rule allows. It must be told before the first one is over."""
    if case.is_extended:
        raise Denied("already_extended", "This case has been extended already. It cannot be extended twice.")
    if timezone.now() > case.due_at:
        raise Denied("too_late_to_extend", "The first period is over: an extension had to be told within it.")
    case.is_extended, case.extended_at = True, timezone.now()
    case.save(update_fields=["is_extended", "extended_at"])
    recount(case)


def close(by: Actor, case: Case, outcome: CaseOutcome, to: CaseState = CaseState.CLOSED) -> None:
    """End a case; from now on it is kept for the time that the rules give its kind."""
    check_move(CaseKind(case.kind), CaseState(case.state), to)
    now = timezone.now()
    rule = case_rule(CaseKind(case.kind).code, timezone.localdate())
    case.state, case.outcome, case.closed_at, case.closed_by = int(to), int(outcome), now, by.membership_id
    case.keep_until_on = rule.keep_until(timezone.localdate(), overrides_of(by.organisation_id))
    case.save(update_fields=["state", "outcome", "closed_at", "closed_by", "keep_until_on"])
    thaw(by, case)


def set_outcome(case: Case, outcome: CaseOutcome) -> None:
    """It is decided, though not everybody who must know was told yet."""
    case.outcome = int(outcome)
    case.save(update_fields=["outcome"])


def recount(case: Case) -> None:
    """Work out the deadline anew after a stop, an answer or an extension; a clock that stands keeps the day that it had."""
    found = look_at_case(case)
    if found.at is not None:
        case.due_at = found.at
        case.save(update_fields=["due_at"])
