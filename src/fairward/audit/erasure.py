"""Erases details of lines whose time is over. It may not touch a line: every proof stays valid."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.audit.leaves import listed_items
from fairward.audit.models import Detail, Seen


def erase_details(organisation_id: UUID, line_ids: Iterable[UUID]) -> int:
    """Delete salt and detail of these lines, and the items they are found by; returns how many details went.

    Whoever decides writes `log.detail_erased` with `record_act` in the same transaction.
    """
    ids = list(line_ids)
    details = Detail.objects.filter(organisation_id=organisation_id, id__in=ids)
    items = {item for body in details.values_list("body", flat=True) for item in listed_items(bytes(body))}
    Seen.objects.filter(organisation_id=organisation_id, item_id__in=items, leaf_id__in=ids).delete()
    return details.delete()[0]
