"""The only writer of the rows of who was told: actions call it in their transaction and write the act."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import TOLD, Waits
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record


def write_feedback(
    by: Actor, case_id: UUID, whom: Waits, telling: Telling, package_id: UUID | None = None, digest: str = ""
) -> None:
    """One row of who was told, with its sealed words; its key first. The caller writes the act."""
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.CASES])
    now = timezone.now()
    if (
        whom.person_id is not None
    ):  # told after all, or put off anew: why it was put off stays as it was noted
        put_off = Feedback.objects.filter(
            organisation_id=by.organisation_id, case_id=case_id, person_id=whom.person_id, how__isnull=True
        )
        put_off.filter(ended_at__isnull=True).update(ended_at=now)
    Feedback.objects.create(
        organisation_id=by.organisation_id, id=row_id, case_id=case_id, whom=int(whom.whom), partner_id=whom.partner_id,
        person_id=whom.person_id, how=int(telling.how) if telling.how else None, package_id=package_id, digest=digest,
        ground="" if telling.how else telling.ground, look_again_on=None if telling.how else telling.look_again_on,
        sealed=key.seal(telling.words.strip().encode(), table=TOLD, version=1), noted_at=now,
        noted_by=by.membership_id,
    )  # fmt: skip
