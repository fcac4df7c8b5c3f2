"""Reads rows of cases: states, dates, ids. It may not open a text of one: `texts` does, with the look logged."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fairward.cases.models import CaseStop

Stop = tuple[date, date | None]


def stops_of(organisation_id: UUID, case_id: UUID) -> list[Stop]:
    """(asked on, answered on or None while it stands still), oldest first."""
    rows = CaseStop.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by(
        "asked_on", "id"
    )
    return list(rows.values_list("asked_on", "answered_on"))
