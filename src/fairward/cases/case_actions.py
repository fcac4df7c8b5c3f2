"""What the officer does with a case: write, ask, stop and run the clock, extend, assign, move, reply, close. One act each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import writing
from fairward.cases.arriving import LEADS_RING
from fairward.cases.case_policies import check_closable, check_extendable, check_movable, check_stoppable
from fairward.cases.case_queries import case_row, handlers
from fairward.cases.clock import may_extend, may_stop
from fairward.cases.correcting_queries import purpose_of_case
from fairward.cases.models import Case
from fairward.cases.policies import check_is_open, check_words
from fairward.cases.queries import account_of
from fairward.cases.restricting import release
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, StopReason, TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.notices.mail import something_arrived

HANDLE = "rights:case:handle"


def _case(by: Actor, case_id: UUID) -> Case:
    check(by, HANDLE)
    case = writing.locked_case(by, case_id)
    check_is_open(case)
    return case


def _rings(by: Actor, case: Case) -> list[RingKind]:
    """Leads read what is written in a request to put something right, as they decide it."""
    if case.kind != int(CaseKind.CORRECTION):
        return []
    return list({LEADS_RING, RingKind.of(purpose_of_case(by.organisation_id, case.id))})


def _write_to_asker(by: Actor, case: Case, kind: TextKind, text: str) -> None:
    """Sealed to whoever asked as well, if they have pages of their own; they hear that there is something to read."""
    asked_by = case.asked_by_membership
    accounts = [account_of(by.organisation_id, asked_by)] if asked_by else []
    write_text(by, case.id, kind, text, accounts=accounts, rings=_rings(by, case))
    if asked_by:
        something_arrived(by.organisation_id, [asked_by])


def _record(by: Actor, act: str, case: Case) -> None:
    record_act(by, act=act, item_kind="case", item_id=case.id, subject_id=case.child_id)


@transaction.atomic
def write_note(*, by: Actor, case_id: UUID, text: str) -> None:
    """Write a note for whoever deals with the case."""
    check_words(text, "a note")
    case = _case(by, case_id)
    write_text(by, case.id, TextKind.NOTE, text, rings=_rings(by, case))
    _record(by, "case.written", case)


@transaction.atomic
def ask_asker(*, by: Actor, case_id: UUID, text: str, reason: StopReason | None, asked_on: date) -> None:
    """Ask whoever asked. With a reason that the rule allows the clock stands still until they answer."""
    check_words(text, "your question")
    case = _case(by, case_id)
    if reason is not None:
        check_stoppable(
            may_stop(case), asked_on, timezone.localtime(case.received_at).date(), timezone.localdate()
        )
        writing.stop_clock(case, reason, asked_on)
    _write_to_asker(by, case, TextKind.QUESTION, text)
    _record(by, "case.clock_stopped" if reason is not None else "case.written", case)


@transaction.atomic
def note_answer(*, by: Actor, case_id: UUID, text: str, answered_on: date) -> None:
    """Note the answer to a question that came by another way than the asker's own pages; the clock runs on."""
    check_words(text, "what they answered")
    case = _case(by, case_id)
    if answered_on > timezone.localdate():
        raise Denied("in_the_future", "Choose a day that has been, not one to come.")
    write_text(by, case.id, TextKind.ANSWER, text, rings=_rings(by, case))
    writing.resume_if_standing(case, answered_on)
    _record(by, "case.clock_resumed", case)


@transaction.atomic
def extend_case(*, by: Actor, case_id: UUID, reasons: str) -> None:
    """Take the longer time that the rule allows, and tell whoever asked why, within the first period."""
    check_words(reasons, "why it takes longer")
    case = _case(by, case_id)
    check_extendable(may_extend(case, timezone.now()))
    writing.extend(case)
    _write_to_asker(by, case, TextKind.REASONS, reasons)
    _record(by, "case.extended", case)


@transaction.atomic
def assign_case(*, by: Actor, case_id: UUID, to: UUID | None) -> None:
    """Say who has it, or put it back for everybody who may."""
    row = case_row(by, case_id)
    if to is not None and to not in {one for one, _ in handlers(by.organisation_id, CaseKind(row.kind))}:
        raise Denied("not_a_handler", "Choose somebody who may deal with this case.")
    case = writing.locked_case(by, case_id)
    check_is_open(case)
    writing.assign(case, to)
    if to is not None and to != by.membership_id:
        something_arrived(by.organisation_id, [to])
    _record(by, "case.assigned", case)


@transaction.atomic
def acknowledge(*, by: Actor, case_id: UUID, text: str) -> None:
    """Confirm to whoever complained that it arrived and is looked into: that is what the 30 days ask for."""
    check_words(text, "what you tell them")
    case = _case(by, case_id)
    check_movable(CaseKind(case.kind), CaseState.CHECKING)
    _write_to_asker(by, case, TextKind.REPLY, text)
    if case.kind == int(CaseKind.COMPLAINT):
        writing.meet_clock(case, timezone.now())
    if case.state == int(CaseState.RECEIVED):
        writing.move(case, CaseState.CHECKING)
    _record(by, "case.replied", case)


@transaction.atomic
def close_case(*, by: Actor, case_id: UUID, outcome: CaseOutcome, text: str) -> None:
    """End an objection, a complaint or a question about a look with its outcome, and tell whoever asked."""
    check_words(text, "what you tell them")
    case = _case(by, case_id)
    check_closable(CaseKind(case.kind), outcome)
    _write_to_asker(by, case, TextKind.REPLY, text)
    writing.meet_clock(case, timezone.now())
    writing.close(by, case, outcome)
    _record(by, "case.closed", case)


@transaction.atomic
def take_back_for(*, by: Actor, case_id: UUID, text: str) -> None:
    """Note that whoever asked in person has taken it back, in which words."""
    check_words(text, "how they took it back")
    case = _case(by, case_id)
    write_text(by, case.id, TextKind.NOTE, text, rings=_rings(by, case))
    writing.close(by, case, CaseOutcome.WITHDRAWN, CaseState.WITHDRAWN)
    release(by, case.id)
    _record(by, "case.withdrawn", case)


@transaction.atomic
def note_letter(*, by: Actor, case_id: UUID, title: str, own: str) -> None:
    """Note that a letter was made, with what its writer wrote into it; the fixed sentences are in the rules."""
    case = _case(by, case_id)
    write_text(by, case.id, TextKind.REPLY, f"Letter: {title}\n\n{own}".strip(), rings=_rings(by, case))
    _record(by, "case.written", case)
