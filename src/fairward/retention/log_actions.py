"""What is left behind goes too, once its own time is over: the log's details about what was destroyed, holds that were lifted,
decisions about entries that are gone. No line of the log goes, and every proof stays valid."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fairward.audit.erasure import erase_details
from fairward.audit.log import record_job
from fairward.files.models import Entry
from fairward.retention.models import Destruction, Hold, HoldSpared, ReviewDecision
from fairward.rules import calendars, records
from fairward.tenancy.rows import fetch

# Lines about exactly one thing that the order destroyed. The line of its certificate names the certificate, and stays whole.
_LINES = (
    "SELECT l.id FROM retention_destructionitem i JOIN audit_leaf l ON l.organisation_id = i.organisation_id "
    "AND l.item_id = i.item_id WHERE i.organisation_id = %s AND i.destruction_id = %s AND i.held_at IS NULL"
)
AT_ONCE = 20


@transaction.atomic
def erase_old_details(organisation_id: UUID) -> int:
    """The next orders whose time is over; returns how many details went."""
    before = _before()
    due = Destruction.objects.filter(
        organisation_id=organisation_id, done_at__date__lte=before, details_erased_at__isnull=True
    )
    ids = list(due.order_by("done_at").values_list("id", flat=True)[:AT_ONCE])
    if not ids:
        return 0
    lines = [row[0] for one in ids for row in fetch(_LINES, [organisation_id, one])]
    Destruction.objects.filter(organisation_id=organisation_id, id__in=ids).update(
        details_erased_at=timezone.now()
    )
    record_job(organisation_id, act="log.detail_erased", item_kind="log", item_id=None)
    return erase_details(organisation_id, lines)


@transaction.atomic
def forget_what_is_left(organisation_id: UUID) -> int:
    """Holds that were lifted, and decisions about entries that are gone, whose time is over; returns how many rows went."""
    holds = Hold.objects.filter(organisation_id=organisation_id, lifted_at__date__lte=_before())
    HoldSpared.objects.filter(
        organisation_id=organisation_id, hold_id__in=list(holds.values_list("id", flat=True))
    ).delete()
    there = Entry.objects.filter(organisation_id=OuterRef("organisation_id"), id=OuterRef("entry_id"))
    decisions = ReviewDecision.objects.filter(
        ~Exists(there),
        Q(carried_out_at__date__lte=_before()) | Q(withdrawn_at__date__lte=_before()),
        organisation_id=organisation_id,
    )
    gone = int(holds.delete()[0]) + int(decisions.delete()[0])
    if gone:
        record_job(
            organisation_id, act="retention.forgotten", item_kind="organisation", item_id=organisation_id
        )
    return gone


def _before() -> date:
    days = {name: -amount for name, amount in records.load("retention")["log_details_after"].items()}
    return calendars.shift(timezone.localdate(), days)
