"""The only writer of certificates: proof, without content, that what was ordered is gone. One line of the log each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.kernel.ids import new_id
from fairward.retention.models import Certificate, Destruction, DestructionItem

DESTROYED = "retention.destroyed"


def digest_of(items: Iterable[tuple[int, UUID]]) -> str:
    """SHA-256 over the ids of what was destroyed, each with its kind on a line of its own, in their order; hexadecimal."""
    lines = sorted(f"{kind}:{item_id}\n" for kind, item_id in items)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def words_of(items: int, digest: str) -> str:
    """What the line of the log says: so the log proves the digest, and the digest proves the certificate."""
    return f"{items} destroyed, {digest}"


@transaction.atomic
def certify(organisation_id: UUID, destruction_id: UUID) -> int:
    """End an order of which nothing is left; returns 1 with a certificate, 0 where holds kept everything."""
    now = timezone.now()
    items = list(
        DestructionItem.objects.filter(
            organisation_id=organisation_id, destruction_id=destruction_id, held_at__isnull=True
        ).values_list("kind", "item_id", "recorded_on")
    )
    order = Destruction.objects.filter(organisation_id=organisation_id, id=destruction_id)
    order.update(keys_gone_at=now, done_at=now)
    if not items:
        return 0
    digest = digest_of((kind, item_id) for kind, item_id, _ in items)
    days = [day for _, _, day in items]
    certificate = Certificate.objects.create(
        organisation_id=organisation_id, id=new_id(), destruction_id=destruction_id, items=len(items),
        records=order.values_list("records", flat=True).get(), first_recorded_on=min(days), last_recorded_on=max(days),
        digest=digest, certified_at=now,
    )  # fmt: skip
    record_job(
        organisation_id, act=DESTROYED, item_kind="certificate", item_id=certificate.id,
        why=words_of(len(items), digest),
    )  # fmt: skip
    return 1
