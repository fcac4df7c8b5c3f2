"""What somebody on the staff noted themselves: what it became and by when it is due. No text of it, not even their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.cases.clock import look_at_case
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


@dataclass(frozen=True, slots=True)
class NotedCase:
    """A case as whoever noted it sees it afterwards."""

    id: UUID
    number: str
    kind: CaseKind
    due_at: datetime
    because: str


def noted_for(actor: Actor, case_id: UUID, why: str) -> NotedCase:
    """A case that the asker noted; any other is not there."""
    row = Case.objects.filter(
        organisation_id=actor.organisation_id, id=case_id, received_by=actor.membership_id
    ).first()
    if row is None:
        raise NotFound("case")
    record_list(actor, item_kind="case", item_ids=[row.id], subject_id=row.child_id, why=why)
    return NotedCase(row.id, f"R-{row.number}", CaseKind(row.kind), row.due_at, look_at_case(row).because)
