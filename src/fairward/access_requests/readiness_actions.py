"""What the officer confirms before an answer is made: that the words were looked at, that reports are not in it. One act each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access_requests.deciding import REVIEW
from fairward.access_requests.policies import check_handles, check_state
from fairward.access_requests.queries import request_for
from fairward.access_requests.searching import reports_not_filed
from fairward.access_requests.standing_queries import still_standing_for
from fairward.access_requests.writing import drop_pieces, locked
from fairward.audit.log import record_act
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules.calendars import add_months

MONTHS = 3


@transaction.atomic
def note_words_looked_at(*, by: Actor, case_id: UUID, reasons: str) -> None:
    """Somebody looked at every place where words still stand, and says why they may; nothing to say where none does."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, *REVIEW)
    if still_standing_for(by, request_for(by, case_id)) and not reasons.strip():
        raise Denied("empty_text", "Write why these words may stand where they stand.")
    request.words_looked_at, request.words_looked_by = timezone.now(), by.membership_id
    request.save(update_fields=["words_looked_at", "words_looked_by"])
    if reasons.strip():
        write_text(by, case_id, TextKind.REASONS, reasons)
    record_act(by, act="request.words_looked_at", item_kind="case", item_id=case_id, subject_id=case.child_id)


@transaction.atomic
def answer_without_reports(*, by: Actor, case_id: UUID, reasons: str, look_on: date) -> None:
    """The answer is made although reports are in no file yet: it says so, and when somebody looks again."""
    check_handles(by)
    case, request = locked(by, case_id)
    check_state(case, *REVIEW)
    waiting = reports_not_filed(by.organisation_id, case.child_id) if case.child_id else None
    if waiting is None or not waiting.found:
        raise Denied(
            "no_report_waits", "No report waits any more. Search and gather again, then make the answer."
        )
    if not reasons.strip():
        raise Denied("empty_text", "Write why the answer does not wait for them.")
    today = timezone.localdate()
    if not today < look_on <= add_months(today, MONTHS):
        raise Denied("bad_day", "Choose a day after today, within three months.")
    request.unfiled_count, request.unfiled_look_on = waiting.found, look_on
    request.unfiled_at, request.unfiled_by = timezone.now(), by.membership_id
    request.save(update_fields=["unfiled_count", "unfiled_look_on", "unfiled_at", "unfiled_by"])
    write_text(by, case_id, TextKind.REASONS, reasons)
    drop_pieces(by, case_id)
    record_act(by, act="request.reports_left", item_kind="case", item_id=case_id, subject_id=case.child_id)
