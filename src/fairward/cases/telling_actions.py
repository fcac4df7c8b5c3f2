"""Everybody who received something wrong is told, and says that they know. One act each, one transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases import writing
from fairward.cases.correcting_queries import purpose_of_case
from fairward.cases.models import Case, CaseRecipient
from fairward.cases.policies import check_is_of_kind, check_is_open, check_words
from fairward.cases.recipients import add_recipient_row, all_acknowledged, locked_recipient
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

PERMISSION = "rights:correction:decide"


def _correction(by: Actor, case_id: UUID) -> Case:
    check(by, PERMISSION)
    case = writing.locked_case(by, case_id)
    check_is_of_kind(case, CaseKind.CORRECTION)
    check_is_open(case)
    return case


@transaction.atomic
def add_recipient(*, by: Actor, case_id: UUID, words: str) -> UUID:
    """Note somebody else who received it, by name or office; returns the id of the line."""
    check_words(words, "who received it")
    case = _correction(by, case_id)
    recipient_id = add_recipient_row(by, case.id, words, purpose_of_case(by.organisation_id, case.id))
    record_act(by, act="case.recipient_added", item_kind="case", item_id=case.id, subject_id=case.child_id)
    return recipient_id


@transaction.atomic
def tick_recipient(
    *, by: Actor, case_id: UUID, recipient_id: UUID, told_on: date, acknowledged_on: date | None
) -> None:
    """Note when somebody was told and, if they did, when they said that they know. The last one closes the case."""
    case = _correction(by, case_id)
    row = locked_recipient(by, case.id, recipient_id)
    if row is None:
        raise NotFound("recipient")
    _check_days(case, told_on, acknowledged_on)
    CaseRecipient.objects.filter(organisation_id=by.organisation_id, id=row.id).update(
        told_on=told_on, told_by=by.membership_id, acknowledged_on=acknowledged_on
    )
    is_decided = CaseState(case.state) is CaseState.TELLING and case.outcome is not None
    if is_decided and all_acknowledged(by.organisation_id, case.id):
        writing.close(by, case, CaseOutcome(case.outcome or 0))
    record_act(by, act="case.recipient_told", item_kind="case", item_id=case.id, subject_id=case.child_id)


def _check_days(case: Case, told_on: date, acknowledged_on: date | None) -> None:
    today, came_on = timezone.localdate(), timezone.localtime(case.received_at).date()
    if not came_on <= told_on <= today:
        raise Denied("told_when", "Choose a day between the request and today.")
    if acknowledged_on is not None and not told_on <= acknowledged_on <= today:
        raise Denied(
            "told_when", "They can only say that they know after they were told, and not in the future."
        )
