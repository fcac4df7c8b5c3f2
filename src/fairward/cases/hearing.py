"""A notice of a change went to somebody outside, or was answered: their line in a case is ticked. It logs no act: that was one.

It closes no case: whoever has it sees that everybody knows, and ends it.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fairward.cases.models import CaseRecipient


def notice_went(organisation_id: UUID, disclosure_id: UUID, told_on: date, told_by: UUID) -> None:
    """They were told on a day, by somebody."""
    rows = _open(organisation_id, disclosure_id)
    rows.filter(told_on=None).update(told_on=told_on, told_by=told_by)


def notice_answered(organisation_id: UUID, disclosure_id: UUID, answered_on: date) -> None:
    """They said that they know."""
    rows = _open(organisation_id, disclosure_id)
    rows.filter(told_on__lte=answered_on, acknowledged_on=None).update(acknowledged_on=answered_on)


def _open(organisation_id: UUID, disclosure_id: UUID) -> QuerySet[CaseRecipient]:
    return CaseRecipient.objects.filter(
        organisation_id=organisation_id, disclosure_id=disclosure_id, case__closed_at=None
    )
