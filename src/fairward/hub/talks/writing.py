"""Writes the rows of disagreements. It decides nothing and logs no act: whoever calls it does both."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.hub.intake.practice_queries import places_of
from fairward.hub.talks.content import Said, said_bytes
from fairward.hub.talks.models import Disagreement, DisagreementStep
from fairward.hub.talks.queries import STEP
from fairward.hub.talks.vocabulary import About, Whose
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record
from fairward.rules import clocks, hub


def begin(
    by: Actor, case_id: UUID, about: About, whose: Whose, said: Said, at: datetime, came: tuple[UUID, UUID] | None = None
) -> UUID:  # fmt: skip
    """A disagreement whose first step answers from `at` on. `came`: partner and package."""
    disagreement_id, (partner_id, package_id) = new_id(), came or (None, None)
    Disagreement.objects.create(
        organisation_id=by.organisation_id, id=disagreement_id, case_id=case_id, about=int(about), whose=int(whose),
        raised_at=at, raised_by=by.membership_id, due_at=due_of(by, 1, at), partner_id=partner_id, package_id=package_id,
    )  # fmt: skip
    write_step(by, disagreement_id, 0, said)
    return disagreement_id


def due_of(by: Actor, step: int, start: datetime) -> datetime:
    """When a step of the ladder that begins now must have answered."""
    return clocks.due(hub.ladder()[step - 1].clock, start, places_of(by.organisation_id)).at


def write_step(by: Actor, disagreement_id: UUID, number: int, said: Said) -> None:
    """What was said at a step, sealed."""
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.CASES])
    DisagreementStep.objects.create(
        organisation_id=by.organisation_id, id=row_id, disagreement_id=disagreement_id, number=number,
        sealed=key.seal(said_bytes(said), table=STEP, version=1), noted_at=timezone.now(), noted_by=by.membership_id,
    )  # fmt: skip
