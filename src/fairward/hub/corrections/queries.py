"""Reads what was asked to be put right: how it stands without a word, and the words with a look. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.hub.corrections.models import PutRight
from fairward.hub.corrections.vocabulary import PutRightState


@dataclass(frozen=True, slots=True)
class PutRightLine:
    """How one wish that an item is put right stands: nothing of what was said."""

    id: UUID
    item_id: UUID
    state: PutRightState
    asked_at: datetime
    answered_at: datetime | None
    case_id: UUID
    person_id: UUID | None
    answer_by: datetime
    sent_at: datetime | None
    package_id: UUID | None


def put_right_of(organisation_id: UUID, case_id: UUID, person_id: UUID | None = None) -> list[PutRightLine]:
    """What was asked to be put right in a case, the oldest first; with `person_id` only what this person asked."""
    rows = PutRight.objects.filter(organisation_id=organisation_id, case_id=case_id).defer("sealed")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return [line_of(row) for row in rows.order_by("asked_at", "id")]


def line_of(row: PutRight) -> PutRightLine:
    """A row without its words."""
    return PutRightLine(
        row.id, row.item_id, PutRightState(row.state), row.asked_at, row.answered_at, row.case_id, row.person_id,
        row.answer_by, row.sent_at, row.package_id,
    )  # fmt: skip
