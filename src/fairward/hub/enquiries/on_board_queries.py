"""What of asking waits on the board: answers that are overdue. It may not open or write."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fairward.hub.enquiries.models import Enquiry
from fairward.hub.intake.waiting_queries import MOST, OnBoard
from fairward.kernel.vocabulary import OrganisationKind

_WHOSE = "the agency; chase it, or decide without"


def waits(organisation_id: UUID, now: datetime) -> list[OnBoard]:
    """Questions whose time is over, the longest overdue first."""
    rows = Enquiry.objects.filter(organisation_id=organisation_id, ended_at__isnull=True, answer_by__lte=now)
    found = rows.order_by("answer_by").values_list("case_id", "kind", "answer_by")[:MOST]
    return [
        OnBoard(case_id, f"Answer: {OrganisationKind(kind).word}", _WHOSE, by, "enquiries:asked")
        for case_id, kind, by in found
    ]  # fmt: skip
