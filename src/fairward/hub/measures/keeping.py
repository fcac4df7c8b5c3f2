"""Counts what is about to be destroyed, in the transaction that destroys it. It may not destroy, and keeps numbers alone.

Measures count rows while there are rows. When a row goes, what it counted for becomes part of a number of its month: the sum
stays the same, and nothing leads back from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from fairward.hub.enquiries.models import Item
from fairward.hub.measures.models import Tally
from fairward.hub.measures.vocabulary import What
from fairward.hub.packs.models import Citation


def count_items(organisation_id: UUID, item_ids: Collection[UUID]) -> None:
    """Keep how many items came back in which month, how many were relied on, and how many are destroyed now."""
    own = {"organisation_id": organisation_id}
    rows = Item.objects.filter(**own, id__in=item_ids).values_list("id", "arrived_at", "replaced_at")
    cited = set(Citation.objects.filter(**own, item_id__in=item_ids).values_list("item_id", flat=True))
    found: Counter[tuple[date, What]] = Counter()
    for item_id, arrived_at, replaced_at in rows:
        found[_month(timezone.now()), What.DESTROYED] += 1
        if replaced_at is None:
            found[_month(arrived_at), What.RETURNED] += 1
            found[_month(arrived_at), What.RELIED_ON] += item_id in cited
    for (month, what), number in found.items():
        _add(organisation_id, month, what, number)


def _add(organisation_id: UUID, month: date, what: What, number: int) -> None:
    if not number:
        return
    own = {"organisation_id": organisation_id, "month": month, "what": int(what)}
    Tally.objects.bulk_create([Tally(**own, number=0)], ignore_conflicts=True)
    Tally.objects.filter(**own).update(number=F("number") + number)


def _month(at: datetime) -> date:
    return timezone.localdate(at).replace(day=1)
