"""Reads audience decisions. It may not show content: it answers who may see which entry, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.kernel.vocabulary import FamilyDecision
from fairward.organisations.queries import members
from fairward.rights.policies import MAY_APPROVE
from fairward.tenancy.rows import fetch

_STANDING = (
    "SELECT entry_id, person_id, decision, ground, review_on, talk_by, approved_by FROM rights_audiencedecision "
    "WHERE organisation_id = %s AND entry_id = ANY(%s) AND ended_at IS NULL ORDER BY decided_at, id"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands for one person about one entry."""

    person_id: UUID
    decision: FamilyDecision
    ground: str
    review_on: date | None
    talk_by: date | None
    approved_by: UUID | None = None


def decisions_of(organisation_id: UUID, entry_ids: Iterable[UUID]) -> dict[UUID, list[Standing]]:
    """Entry id -> the decisions that stand."""
    found: dict[UUID, list[Standing]] = defaultdict(list)
    for row in fetch(_STANDING, [organisation_id, list(entry_ids)]):
        found[row[0]].append(Standing(row[1], FamilyDecision(row[2]), *row[3:]))
    return found


def approvers(organisation_id: UUID, decided_by: UUID) -> list[tuple[str, str]]:
    """Whoever can agree that something is held back, other than whoever decides: (membership id, name and role)."""
    return [
        (str(one.membership_id), f"{one.name}, {one.role.word}")
        for one in members(organisation_id)
        if one.role in MAY_APPROVE and one.membership_id != decided_by
    ]
