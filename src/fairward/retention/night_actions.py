"""What a night does to dates: counts again whose ground has changed, without anybody asking. It may not destroy anything."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_job
from fairward.retention.recomputing import recompute_stale


@transaction.atomic
def count_again(organisation_id: UUID) -> int:
    """Count again what a day or a period changed for, and say so in the log if any date became another; returns how many."""
    changed = recompute_stale(organisation_id)
    if changed:
        record_job(
            organisation_id, act="retention.recounted", item_kind="organisation", item_id=organisation_id
        )
    return changed
