"""Reads audience decisions. It may not show content: it answers who may see which entry, and what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.models import AudienceDecision


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands for one person about one entry."""

    person_id: UUID
    decision: FamilyDecision
    ground: str
    review_on: date | None
    talk_by: date | None


def decisions_of(organisation_id: UUID, entry_ids: Iterable[UUID]) -> dict[UUID, list[Standing]]:
    """Entry id -> the decisions that stand."""
    found: dict[UUID, list[Standing]] = defaultdict(list)
    rows = AudienceDecision.objects.filter(
        organisation_id=organisation_id, entry_id__in=list(entry_ids), ended_at__isnull=True
    ).order_by("decided_at", "id")
    for row in rows.values_list("entry_id", "person_id", "decision", "ground", "review_on", "talk_by"):
        found[row[0]].append(Standing(row[1], FamilyDecision(row[2]), *row[3:]))
    return found


def due_decisions(organisation_id: UUID, until: date, most: int) -> list[tuple[UUID, UUID, str, date]]:
    """Talks to be had and held-back decisions to look at again: (entry, person, "talk" or "held back", day), soonest first."""
    standing = AudienceDecision.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    talks = (
        standing.filter(talk_by__lte=until)
        .order_by("talk_by")[:most]
        .values_list("entry_id", "person_id", "talk_by")
    )
    held = (
        standing.filter(review_on__lte=until)
        .order_by("review_on")[:most]
        .values_list("entry_id", "person_id", "review_on")
    )
    rows = [(entry, person, "talk", day) for entry, person, day in talks]
    rows += [(entry, person, "held back", day) for entry, person, day in held]
    dated = [(entry, person, what, day) for entry, person, what, day in rows if day is not None]
    return sorted(dated, key=lambda row: row[3])[:most]
