"""About which lines of the log the reader has asked. It may not show anybody else's requests."""

from __future__ import annotations

from uuid import UUID

from fairward.cases.models import CaseTarget
from fairward.kernel.actor import Actor


def asked_lines(actor: Actor, child_id: UUID) -> frozenset[UUID]:
    """The lines of the log about which the asker has asked already."""
    rows = CaseTarget.objects.filter(
        organisation_id=actor.organisation_id, line_id__isnull=False, case__child_id=child_id,
        case__asked_by_membership=actor.membership_id,
    )  # fmt: skip
    return frozenset(line for line in rows.values_list("line_id", flat=True) if line is not None)
