"""What is done with an access request up to the search: noted, who asks, whose right, clarified, extended. One act each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import check_handles, check_state
from fairward.access_requests.queries import WHY, of_child
from fairward.access_requests.vocabulary import WhoseRight
from fairward.access_requests.writing import end_openings, locked
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.queries import account_of
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, StopReason, TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.notices.mail import something_arrived
from fairward.people.queries import adults_of_child, names_of_children

EDUCATIONAL = "educational-record"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked, as a member of staff notes it in a minute. `who` are the words for somebody who is not known here."""

    child_id: UUID
    how: HowAsked
    words: str
    received_at: datetime
    person_id: UUID | None = None
    who: str = ""


@transaction.atomic
def note_request(*, by: Actor, asked: Asked) -> UUID:
    """Note a request in whatever form it came; the clock runs from its receipt. Returns the case."""
    check(by, "rights:request:note")
    if not asked.words.strip():
        raise Denied("empty_text", "Write what was asked, in their own words if you can.")
    new = cases.NewCase(
        CaseKind.ACCESS_REQUEST, asked.how, asked.received_at, child_id=asked.child_id, person_id=asked.person_id,
    )  # fmt: skip
    case_id = cases.open_case(by, new)
    AccessRequest.objects.create(organisation_id=by.organisation_id, case_id=case_id)
    write_text(by, case_id, TextKind.ASKED, asked.words)
    if asked.who.strip():
        write_text(by, case_id, TextKind.WHO, asked.who)
    _log(by, "request.noted", case_id, asked.child_id)
    return case_id


@transaction.atomic
def name_child(*, by: Actor, case_id: UUID, child_id: UUID) -> None:
    """Say whose record is asked for, where whoever noted the request did not know."""
    check_handles(by)
    case, _ = locked(by, case_id)
    check_state(case, CaseState.RECEIVED, CaseState.IDENTITY)
    if child_id not in names_of_children(by.organisation_id, [child_id]):
        raise NotFound("child")
    cases.name_child(by, case, child_id)
    _log(by, "request.child_named", case_id, child_id)


@transaction.atomic
def settle_identity(
    *, by: Actor, case_id: UUID, is_known: bool, proof_on: date | None = None, person_id: UUID | None = None
) -> None:
    """A known person is not asked again. Else proof is asked for, and once it came the clock counts from that day."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.RECEIVED, CaseState.IDENTITY)
    child_id = of_child(case)
    if person_id is not None:
        known = {child_id} | {one.adult_id for one in adults_of_child(by, child_id, WHY)}
        if person_id not in known:
            raise NotFound("person")
        case.person_id = person_id
        case.save(update_fields=["person_id"])
    if is_known or proof_on is not None:
        if not is_known and proof_on is not None:
            cases.start_clock_at(case, max(case.received_at, _moment(proof_on)))
        cases.move(case, CaseState.WHOSE_RIGHT)
    else:
        cases.move(case, CaseState.IDENTITY)
    request.is_known_person = is_known
    request.save(update_fields=["is_known_person"])
    _log(by, "request.identity_settled", case_id, case.child_id)


@transaction.atomic
def settle_right(
    *, by: Actor, case_id: UUID, whose: WhoseRight, words: str, is_educational: bool = False
) -> None:
    """Say whose right it is and how that is known; the educational record has a clock of its own (15 school days)."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.WHOSE_RIGHT)
    if not words.strip():
        raise Denied(
            "empty_text",
            "Write how you know: what the child understands, what they said, who has responsibility.",
        )
    if is_educational and whose is WhoseRight.OWN:
        raise Denied(
            "educational_for_parents",
            "The educational record is a parent’s right. Choose the ordinary request.",
        )
    if is_educational:
        case.rule_id = EDUCATIONAL
        case.save(update_fields=["rule_id"])
        cases.recount(case)
    request.whose_right, request.is_educational = int(whose), is_educational
    request.save(update_fields=["whose_right", "is_educational"])
    write_text(by, case_id, TextKind.REASONS, words)
    if whose is WhoseRight.NOT_THEIRS:
        cases.close(by, case, CaseOutcome.REFUSED)
    else:
        cases.move(case, CaseState.SEARCHING)
    _log(by, "request.right_settled", case_id, case.child_id)


@transaction.atomic
def ask_back(*, by: Actor, case_id: UUID, question: str, asked_on: date) -> None:
    """Ask what exactly is wanted, where that is really needed; the clock stands still until the answer."""
    check_handles(by)
    case, _ = locked(by, case_id)
    if not question.strip():
        raise Denied("empty_text", "Write what you ask.")
    if not timezone.localtime(case.received_at).date() <= asked_on <= timezone.localdate():
        raise Denied("bad_day", "The day of the question lies between the request and today.")
    cases.move(case, CaseState.CLARIFYING)
    cases.stop_clock(case, StopReason.CLARIFICATION, asked_on)
    asked_by = case.asked_by_membership
    accounts = [account_of(by.organisation_id, asked_by)] if asked_by else []
    write_text(by, case_id, TextKind.QUESTION, question, accounts=accounts)
    if asked_by:
        something_arrived(by.organisation_id, [asked_by])
    _log(by, "request.asked_back", case_id, case.child_id)


@transaction.atomic
def note_answer(*, by: Actor, case_id: UUID, answer: str, answered_on: date) -> None:
    """The answer came: the days of waiting are added, and the work goes on where it stood."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, CaseState.CLARIFYING)
    if answered_on > timezone.localdate():
        raise Denied("bad_day", "The answer cannot come in the future.")
    cases.resume_clock(case, answered_on)
    cases.move(case, CaseState.REVIEWING if request.taken_in_at else CaseState.SEARCHING)
    if answer.strip():
        write_text(by, case_id, TextKind.ANSWER, answer)
    _log(by, "request.answered_back", case_id, case.child_id)


@transaction.atomic
def extend_request(*, by: Actor, case_id: UUID, reasons: str) -> None:
    """Take the longer period for a complex request: told with reasons, inside the first month."""
    check_handles(by)
    case, request = locked(by, case_id)
    if case.closed_at is not None:
        raise Denied("case_moved", "This request is closed.")
    if request.is_educational:
        raise Denied("no_extension", "The law gives no more time for the educational record.")
    if not reasons.strip():
        raise Denied("empty_text", "Write why you need more time, as you tell whoever asked.")
    cases.extend(case)
    write_text(by, case_id, TextKind.REASONS, reasons)
    _log(by, "request.extended", case_id, case.child_id)


@transaction.atomic
def withdraw_request(*, by: Actor, case_id: UUID) -> None:
    """Whoever asked does not want it any more; the files opened for it are closed."""
    check_handles(by)
    case, _ = locked(by, case_id)
    cases.close(by, case, CaseOutcome.WITHDRAWN, CaseState.WITHDRAWN)
    end_openings(by, case_id)
    _log(by, "request.withdrawn", case_id, case.child_id)


def _log(by: Actor, act: str, case_id: UUID, child_id: UUID | None) -> None:
    record_act(by, act=act, item_kind="case", item_id=case_id, subject_id=child_id)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))
