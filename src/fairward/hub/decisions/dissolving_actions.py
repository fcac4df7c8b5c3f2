"""What agencies answered and no decision rests on goes 28 days after its case was closed: keys first. It asks nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_job
from fairward.hub.decisions.counting import count_destroyed
from fairward.hub.decisions.queries import closed_before
from fairward.hub.enquiries.models import Item
from fairward.hub.packs.queries import kept_of
from fairward.keys.records import destroy_records


@transaction.atomic
def destroy_unused_items(organisation_id: UUID, now: datetime) -> int:
    """Destroy the items of closed cases that no analysis or discussion names; returns how many. The case keeps that they came."""
    destroyed = 0
    for case_id in closed_before(organisation_id, now):
        rows = Item.objects.filter(organisation_id=organisation_id, case_id=case_id)
        unused = list(rows.exclude(id__in=kept_of(organisation_id, case_id)).values_list("id", flat=True))
        if unused:
            count_destroyed(organisation_id, unused)
            destroy_records(organisation_id, unused)
            rows.filter(id__in=unused).delete()
            record_job(organisation_id, act="hub.items_destroyed", item_kind="case", item_id=case_id)
            destroyed += len(unused)
    return destroyed
