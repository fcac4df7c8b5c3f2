"""Keeps the numbers of what is about to be destroyed, in the transaction that destroys it. It may not destroy anything.

Measures count rows while there are rows. When a row goes, what it counted for becomes part of a number of its month: the sum
stays the same, and nothing leads back from it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from fairward.hub.measures.fact_queries import Facts, facts_of_cases, facts_of_items
from fairward.hub.measures.models import Tally
from fairward.hub.measures.vocabulary import What


def count_items(organisation_id: UUID, item_ids: Collection[UUID]) -> None:
    """Items go: in which months they came back, how many were relied on; and that so many are destroyed now."""
    found = facts_of_items(organisation_id, item_ids)
    found[timezone.localdate().replace(day=1), What.DESTROYED, "", 0] += len(set(item_ids))
    _keep(organisation_id, found)


def count_cases(organisation_id: UUID, case_ids: Collection[UUID]) -> None:
    """Cases go whole: everything that they count for but their items, of which `count_items` is told."""
    _keep(organisation_id, facts_of_cases(organisation_id, case_ids))


def _keep(organisation_id: UUID, found: Facts) -> None:
    for (month, what, about, hours), number in sorted(found.items()):
        if number:
            own = {
                "organisation_id": organisation_id,
                "month": month,
                "what": int(what),
                "about": about,
                "hours": hours,
            }
            Tally.objects.bulk_create([Tally(**own, number=0)], ignore_conflicts=True)
            Tally.objects.filter(**own).update(number=F("number") + number)
