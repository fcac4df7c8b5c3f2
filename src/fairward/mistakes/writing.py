"""The only writer of proofs and of what families are told. It decides nothing and logs no act: the action does both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose
from fairward.mistakes.models import Proof, TakenFrom
from fairward.mistakes.vocabulary import Because, How
from fairward.rules.retention import explain

PROOF_FLAG = "correction_proof"
TOLD_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NewProof:
    """What a proof says: of which file, since when something stood there, of how many entries."""

    child_id: UUID
    purpose: Purpose
    how: How
    recorded_on: date
    entries: int
    is_destroyed: bool


def write_proof(by: Actor, new: NewProof) -> UUID:
    """Write that something stood here about somebody else and was put right now; returns the proof's id."""
    now, today = timezone.now(), timezone.localdate()
    kept = explain(
        new.purpose,
        None,
        (PROOF_FLAG,),
        born_on=None,
        closed_on=today,
        recorded_on=new.recorded_on,
        today=today,
    )
    proof_id = new_id()
    Proof.objects.create(
        organisation_id=by.organisation_id, id=proof_id, child_id=new.child_id, purpose=int(new.purpose), how=int(new.how),
        recorded_on=new.recorded_on, entries=new.entries, corrected_at=now, corrected_by=by.membership_id,
        destroyed_at=now if new.is_destroyed else None, rule_id=kept.rule_id, kept_because=kept.because,
        review_on=kept.review_on, destroy_on=kept.destroy_on,
    )  # fmt: skip
    return proof_id


def write_taken(
    by: Actor, child_id: UUID, person_ids: Iterable[UUID], because: Because, *, is_told_outside: bool
) -> None:
    """Write for each of these persons that something they could read is gone, and why."""
    TakenFrom.objects.bulk_create(
        TakenFrom(
            organisation_id=by.organisation_id, child_id=child_id, person_id=person_id, because=int(because),
            at=timezone.now(), is_told_outside=is_told_outside,
        )
        for person_id in person_ids
    )  # fmt: skip


def mark_destroyed(organisation_id: UUID, child_id: UUID, purpose: int) -> None:
    """What a hold had frozen is gone now."""
    Proof.objects.filter(
        organisation_id=organisation_id, child_id=child_id, purpose=purpose, destroyed_at__isnull=True
    ).update(destroyed_at=timezone.now())


def forget_proofs(organisation_id: UUID, today: date) -> int:
    """Delete proofs whose time is over; returns how many. What has no content needs no decision."""
    return Proof.objects.filter(organisation_id=organisation_id, destroy_on__lte=today).delete()[0]


def forget_taken(organisation_id: UUID, now: datetime) -> int:
    """Delete what families have been told for a year; returns how many lines."""
    return TakenFrom.objects.filter(organisation_id=organisation_id, at__lte=now - TOLD_FOR).delete()[0]
