"""Finishes what a hold had frozen, by the clock. It decides nothing: somebody put it right before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.files import disposal
from fairward.mistakes.queries import files_named
from fairward.mistakes.removing import destroy
from fairward.mistakes.writing import forget_proofs, forget_taken, mark_destroyed
from fairward.retention.holding import no_hold_comes


@transaction.atomic
def destroy_put_away(organisation_id: UUID, now: datetime) -> int:
    """Destroy what was put away and is frozen by nothing any more; forget what families were told long ago.

    Returns how many entries were destroyed.
    """
    forget_taken(organisation_id, now)
    forget_proofs(organisation_id, timezone.localdate(now))
    no_hold_comes(organisation_id)
    waiting = {
        file_id: ids
        for file_id, ids in disposal.put_away_entries(organisation_id).items()
        if not disposal.is_frozen(organisation_id, file_id, ids)
    }
    named = files_named(organisation_id, list(waiting))
    for file_id, ids in waiting.items():
        destroy(organisation_id, ids)
        mark_destroyed(organisation_id, *named[file_id])
    if waiting:
        record_job(
            organisation_id, act="correction.finished", item_kind="organisation", item_id=organisation_id
        )
    return sum(len(ids) for ids in waiting.values())
