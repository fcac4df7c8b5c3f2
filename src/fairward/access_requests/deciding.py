"""Notes on the row of a passage what a person decided, wherever its words lie. It logs no act: the action that calls it does.

It asks nobody whether they may: `policies` of each room say what a decision needs.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.decided import LEFT_OUT, DecidedPassage, Progress
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import check_second
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.cases import writing as cases
from fairward.cases.models import Case
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseState, TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rules.calendars import add_months
from fairward.rules.exemptions import Exemption

REVIEW = (CaseState.REVIEWING, CaseState.SECOND_CHECK)


def requester_of(request: AccessRequest) -> str:
    """Against whom a reason of the law is used; while nobody has said whose right it is, a parent."""
    return WhoseRight(request.whose_right).requester if request.whose_right else "parent"


def again_on(today: date, exemption: Exemption | None) -> date:
    """In a year; an opinion of a health professional counts for half a year."""
    is_health = exemption is not None and exemption.ask == "health_professional"
    return add_months(today, 6 if is_health else 12)


def needs_second(decision: PassageDecision, exemption: Exemption | None) -> bool:
    """Whether what is left out by this reason needs a second person."""
    return bool(decision in LEFT_OUT and exemption and exemption.needs_two_people)


def decide(
    row: DecidedPassage,
    by: Actor,
    decision: PassageDecision,
    exemption: Exemption | None,
    *,
    reason_id: UUID | None,
    look_again_on: date,
) -> None:
    """Write a decision; whoever agreed to an earlier one has not agreed to this."""
    is_left_out = decision in LEFT_OUT
    row.reason_id = reason_id
    row.decision, row.exemption = int(decision), exemption.id if exemption and is_left_out else ""
    row.needs_second, row.second_by, row.second_at = needs_second(decision, exemption), None, None
    row.decided_by, row.decided_at = by.membership_id, timezone.now()
    row.look_again_on = look_again_on if is_left_out else None
    row.save()


def check_waits_for(row: DecidedPassage, by: Actor) -> None:
    """A second person is needed and missing, and it is not whoever decided."""
    if not row.needs_second or row.second_by is not None:
        raise NotFound("passage")
    check_second(by.membership_id, row.decided_by)


def agree(row: DecidedPassage, by: Actor) -> None:
    """The second person agrees."""
    row.second_by, row.second_at = by.membership_id, timezone.now()
    row.save(update_fields=["second_by", "second_at"])


def give_back(row: DecidedPassage, by: Actor, case_id: UUID, why: str, said: str) -> None:
    """The second person does not agree: it is decided anew. `said`: how their words, `why`, stand beside the request."""
    if not why.strip():
        raise Denied("empty_text", "Write why you do not agree, for whoever decides it anew.")
    row.decision, row.exemption, row.reason_id = int(PassageDecision.UNDECIDED), "", None
    row.decided_by = row.decided_at = row.look_again_on = None
    row.needs_second = False
    row.save()
    write_text(by, case_id, TextKind.NOTE, said)


def move_on(case: Case, now: Progress) -> None:
    """The request waits for the second person, or does not."""
    if CaseState(case.state) is CaseState.REVIEWING and now.is_for_second:
        cases.move(case, CaseState.SECOND_CHECK)
    elif CaseState(case.state) is CaseState.SECOND_CHECK and not now.is_for_second and not now.is_ready:
        cases.move(case, CaseState.REVIEWING)
