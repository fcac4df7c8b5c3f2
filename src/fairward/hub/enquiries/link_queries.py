"""Reads which one-time links were answered and wait to be taken in. It may not open one."""

from __future__ import annotations

from uuid import UUID

from fairward.hub.enquiries.models import OneTimeLink


def answered_links(organisation_id: UUID) -> list[UUID]:
    """Links whose answer nobody has taken in yet, the oldest first."""
    rows = OneTimeLink.objects.filter(
        organisation_id=organisation_id, answered_at__isnull=False, taken_at=None
    )
    return list(rows.order_by("answered_at").values_list("id", flat=True))
