"""Writes down who was told, or hears it later: one row, sealed to the ring of cases. Its callers decide, and write the act."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import TOLD, Waits
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record, destroy_records


def note_telling(
    by: Actor, case_id: UUID, whom: Waits, telling: Telling, package_id: UUID | None = None, digest: str = ""
) -> None:
    """Note that somebody was told; what was put off for this person is over, or begins anew."""
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.CASES])
    if whom.person_id is not None:
        later = Feedback.objects.filter(
            organisation_id=by.organisation_id, case_id=case_id, person_id=whom.person_id, how__isnull=True
        )
        destroy_records(by.organisation_id, later.values_list("id", flat=True))
        later.delete()
    Feedback.objects.create(
        organisation_id=by.organisation_id, id=row_id, case_id=case_id, whom=int(whom.whom), partner_id=whom.partner_id,
        person_id=whom.person_id, how=int(telling.how) if telling.how else None, package_id=package_id, digest=digest,
        ground="" if telling.how else telling.ground, look_again_on=None if telling.how else telling.look_again_on,
        sealed=key.seal(telling.words.strip().encode(), table=TOLD, version=1), noted_at=timezone.now(),
        noted_by=by.membership_id,
    )  # fmt: skip
