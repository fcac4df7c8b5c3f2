"""Reads which one-time links were answered and wait to be taken in. It may not open one."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fairward.hub.enquiries.link_secret import digest
from fairward.hub.enquiries.models import OneTimeLink
from fairward.tenancy.context import as_organisation


def stands(hub_id: UUID, link_id: UUID, token: str) -> bool:
    """Whether a link still has something behind it. Nothing of it is opened."""
    with as_organisation(hub_id):
        rows = OneTimeLink.objects.filter(organisation_id=hub_id, id=link_id, token=digest(token))
        return rows.exclude(question=b"").filter(expires_at__gt=timezone.now()).exists()


def answered_links(organisation_id: UUID) -> list[UUID]:
    """Links whose answer nobody has taken in yet, the oldest first."""
    rows = OneTimeLink.objects.filter(
        organisation_id=organisation_id, answered_at__isnull=False, taken_at=None
    )
    return list(rows.order_by("answered_at").values_list("id", flat=True))


def hangs_on_ring(organisation_id: UUID, ring_id: UUID) -> bool:
    """Whether an answer that nobody has taken in can only be opened with this ring; asked before one is put away."""
    rows = OneTimeLink.objects.filter(organisation_id=organisation_id, ring_id=ring_id)
    return rows.exclude(answer=b"").exists()
