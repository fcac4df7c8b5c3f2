"""What a member of a family asks on their own pages: a copy of everything; what they answer, and take back. One act each."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import check_is_access_request
from fairward.access_requests.vocabulary import CopyOf
from fairward.access_requests.writing import end_openings
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.arriving import take
from fairward.cases.models import Case
from fairward.cases.policies import check_is_open, check_words
from fairward.cases.queries import officers
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, TextKind
from fairward.families.queries import my_access
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.notices.mail import something_arrived

PERMISSION = "family:self:use"


@transaction.atomic
def ask_for_copy(*, by: Actor, child_id: UUID, copy_of: CopyOf, words: str) -> UUID:
    """Ask for a copy of everything: the case that a member of staff would note, with the same clock. Returns its id.

    Whose right it is, the officer settles: nobody is refused here, and nothing here depends on what is held.
    """
    check(by, PERMISSION)
    access = my_access(by, child_id)
    mine = Case.objects.filter(
        organisation_id=by.organisation_id, kind=int(CaseKind.ACCESS_REQUEST), child_id=child_id,
        asked_by_membership=by.membership_id, closed_at__isnull=True,
    )  # fmt: skip
    if mine.exists():
        raise Denied("already_asked", "You have asked for this already. See “My requests”.")
    asked = copy_of.asked + (f"\n{words.strip()}" if words.strip() else "")
    new = cases.NewCase(
        CaseKind.ACCESS_REQUEST, HowAsked.PORTAL, timezone.now(), child_id, access.person_id, by.membership_id
    )
    case_id = take(by, new, [(TextKind.ASKED, asked)], accounts=[by.account_id])
    AccessRequest.objects.create(organisation_id=by.organisation_id, case_id=case_id)
    record_act(by, act="request.noted", item_kind="case", item_id=case_id, subject_id=child_id)
    return case_id


def _my_open_request(by: Actor, case_id: UUID) -> Case:
    check(by, PERMISSION)
    case = check_is_access_request(cases.locked_case(by, case_id))
    if case.asked_by_membership != by.membership_id:
        raise NotFound("case")
    check_is_open(case)
    return case


@transaction.atomic
def answer_own_question(*, by: Actor, case_id: UUID, words: str) -> None:
    """Answer what was asked about one's own request: the clock runs on, and the work goes on where it stood."""
    case = _my_open_request(by, case_id)
    check_words(words, "your answer")
    write_text(by, case.id, TextKind.ANSWER, words, accounts=[by.account_id])
    cases.resume_if_standing(case, timezone.localdate())
    if CaseState(case.state) is CaseState.CLARIFYING:
        is_gathered = AccessRequest.objects.filter(
            organisation_id=by.organisation_id, case_id=case.id, taken_in_at__isnull=False
        ).exists()
        cases.move(case, CaseState.REVIEWING if is_gathered else CaseState.SEARCHING)
    something_arrived(by.organisation_id, officers(by.organisation_id))
    record_act(by, act="case.answered", item_kind="case", item_id=case.id, subject_id=case.child_id)


@transaction.atomic
def withdraw_own_request(*, by: Actor, case_id: UUID) -> None:
    """Take back what one asked for; the files that were opened for it are closed."""
    case = _my_open_request(by, case_id)
    cases.close(by, case, CaseOutcome.WITHDRAWN, CaseState.WITHDRAWN)
    end_openings(by, case_id)
    record_act(by, act="case.withdrawn", item_kind="case", item_id=case.id, subject_id=case.child_id)
