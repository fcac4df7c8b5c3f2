"""The only writer of items that were brought to a discussion: an action calls it in its transaction and writes the act."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.hub.enquiries.models import Item
from fairward.hub.packs.models import Brought


def keep_brought(organisation_id: UUID, case_id: UUID, item_ids: Iterable[UUID]) -> None:
    """Keep items that were brought to a discussion; in the transaction and under the act of whoever notes it."""
    known = set(
        Item.objects.filter(organisation_id=organisation_id, case_id=case_id).values_list("id", flat=True)
    )
    for item_id in sorted(known & set(item_ids)):
        Brought.objects.get_or_create(organisation_id=organisation_id, case_id=case_id, item_id=item_id)
