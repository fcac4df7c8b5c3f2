"""The only writer of heads that crossed. It may not sign or judge a log: `heads` compares, `audit verify` walks."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_job
from fairward.audit.notes import Checkpoint, PublicKey, origin_of
from fairward.exchange.travel import heads
from fairward.exchange.travel.models import HeldHead
from fairward.exchange.travel.partner_queries import PartnerFacts, heads_of
from fairward.keys import signing


def hold_theirs(organisation_id: UUID, partner: PartnerFacts, note: str) -> str:
    """Keep a partner's head; returns it with our signature under it, or nothing if it is not one of theirs."""
    key = partner.card.signing_key
    found = heads.opened(note, partner.other_id, key) if note else None
    if found is None:
        return ""
    signed = heads.cosigned(
        note, organisation_id, signing.verifying_key(organisation_id), partial(signing.sign, organisation_id)
    )
    _hold(organisation_id, partner, partner.other_id, found, signed, key)
    return signed


def hold_ours(organisation_id: UUID, partner: PartnerFacts, note: str) -> None:
    """Keep our own head as a partner has signed it: with it we cannot rewrite our past without their seeing it."""
    own_key = signing.verifying_key(organisation_id)
    found = heads.opened(note, organisation_id, own_key) if note else None
    if found is None or not heads.is_cosigned(note, partner.other_id, partner.card.signing_key):
        return
    _hold(organisation_id, partner, organisation_id, found, note, own_key)


def _hold(
    organisation_id: UUID, partner: PartnerFacts, log_id: UUID, found: Checkpoint, note: str, key: bytes
) -> None:
    held = [Checkpoint.parse(one) for one in heads_of(organisation_id, log_id)]
    is_wrong = heads.contradicts(found, held)
    _, is_new = HeldHead.objects.get_or_create(
        organisation_id=organisation_id, partner_id=partner.id, log_id=log_id, size=found.size, root=found.root.hex(),
        defaults={
            "note": note, "log_key": str(PublicKey(origin_of(log_id), key)), "contradicts": is_wrong,
            "held_at": timezone.now(),
        },
    )  # fmt: skip
    if is_new and is_wrong:
        record_job(organisation_id, act="exchange.head_contradicts", item_kind="partner", item_id=partner.id)
