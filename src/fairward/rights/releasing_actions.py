"""A lead tells one person of looks that wait for them. Nothing is released by a timer, and no entry is shown by this."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rights.models import ReleasedLook
from fairward.rights.releasing_queries import waiting_looks_for

WHY = "deciding which looks the family is told of"


@transaction.atomic
def release_looks(
    *, by: Actor, child_id: UUID, person_id: UUID, year: int, line_ids: Collection[UUID]
) -> None:
    """Release these looks of one year to one person. NotFound for a line that does not wait for them."""
    page = waiting_looks_for(by, child_id, person_id, year, WHY)
    if not page.is_open:
        raise Denied("access_closed", f"{page.member.name} cannot sign in now, so nothing is released.")
    chosen = [one for one in page.looks if one.line_id in line_ids]
    if not chosen or len(chosen) != len(set(line_ids)):
        raise NotFound("look")
    now = timezone.now()
    ReleasedLook.objects.bulk_create(
        ReleasedLook(
            organisation_id=by.organisation_id, line_id=one.line_id, entry_id=entry.id, child_id=child_id,
            person_id=person_id, released_by=by.membership_id, released_at=now,
        )
        for one in chosen
        for entry in one.entries
    )  # fmt: skip
    record_act(by, act="look.released", item_kind="adult", item_id=person_id, subject_id=child_id)
