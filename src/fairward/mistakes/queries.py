"""Reads proofs of correction, and what a member of the family is told about what is gone. It may not open content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.families.queries import my_access
from fairward.files.models import File
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.mistakes.models import Proof, TakenFrom
from fairward.mistakes.vocabulary import Because, How
from fairward.organisations.queries import names_of_members


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof in words of the page: of which file, since when it stood there, when and by whom it was put right."""

    purpose: Purpose
    how: How
    recorded_on: date
    entries: int
    corrected_at: datetime
    by: str
    is_destroyed: bool
    because: str
    review_on: date
    destroy_on: date


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that the reader could read and cannot any more."""

    because: Because
    at: datetime
    is_told_outside: bool


def proofs_of_child(actor: Actor, child_id: UUID, why: str) -> list[ProofLine]:
    """The proofs in the files of the purposes that the asker's role reads, the newest first. The list is logged."""
    purposes = [int(purpose) for purpose, roles in READERS.items() if actor.role in roles]
    rows = list(
        Proof.objects.filter(
            organisation_id=actor.organisation_id, child_id=child_id, purpose__in=purposes
        ).order_by("-corrected_at", "-id")
    )
    if not rows:
        return []
    record_list(actor, item_kind="proof", item_ids=[row.id for row in rows], subject_id=child_id, why=why)
    names = names_of_members(actor.organisation_id, {row.corrected_by for row in rows})
    return [
        ProofLine(
            Purpose(row.purpose), How(row.how), row.recorded_on, row.entries, row.corrected_at,
            names[row.corrected_by].name if row.corrected_by in names else "", row.destroyed_at is not None,
            row.kept_because, row.review_on, row.destroy_on,
        )
        for row in rows
    ]  # fmt: skip


def taken_from_me(actor: Actor, child_id: UUID, why: str) -> list[Taken]:
    """What the asker could read of this child's record and cannot any more, the latest first."""
    person_id = my_access(actor, child_id).person_id
    rows = TakenFrom.objects.filter(
        organisation_id=actor.organisation_id, person_id=person_id, child_id=child_id
    ).order_by("-at", "-id")
    found = list(rows.values_list("id", "because", "at", "is_told_outside"))
    if found:
        record_list(
            actor, item_kind="taken", item_ids=[row[0] for row in found], subject_id=child_id, why=why
        )
    return [Taken(Because(because), at, is_told) for _, because, at, is_told in found]


def files_named(organisation_id: UUID, file_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, int]]:
    """File -> (child, purpose), for the job that finishes what a hold had frozen."""
    rows = File.objects.filter(organisation_id=organisation_id, id__in=file_ids)
    return {
        id_: (child_id, purpose) for id_, child_id, purpose in rows.values_list("id", "child_id", "purpose")
    }
