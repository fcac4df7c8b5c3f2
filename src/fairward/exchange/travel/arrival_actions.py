"""The only writer of what arrives, on nobody's order: packages, their first receipt, refusals. It may not open anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import connection
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.audit.reading import last_state
from fairward.exchange.travel import own_card, receipts, seam
from fairward.exchange.travel.head_actions import hold_theirs
from fairward.exchange.travel.models import Answer, Arrival, DoorRefusal
from fairward.exchange.travel.partner_actions import keep_card_current
from fairward.exchange.travel.partner_queries import PartnerFacts, published_card
from fairward.exchange.travel.receipts import Receipt
from fairward.exchange.travel.signed_requests import Envelope
from fairward.exchange.travel.vocabulary import TravelState, Trouble
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Worded
from fairward.keys import signing

REFUSALS_KEPT_FOR = timedelta(days=90)
_REFUSED = (
    "INSERT INTO travel_doorrefusal AS r (organisation_id, id, reason, hour, count) VALUES (%s, %s, %s, %s, 1) "
    "ON CONFLICT (organisation_id, reason, hour) DO UPDATE SET count = r.count + 1 RETURNING count"
)


class WhyRefused(Worded):
    """Why something was refused at the door. Whoever was refused is not told which."""

    UNKNOWN_SENDER = 1, "an organisation whose card you have not confirmed"
    BAD_SIGNATURE = 2, "signed with another key than the one you confirmed"
    NOT_FRESH = 3, "signed too long ago, or with a wrong clock"
    TOO_LARGE = 4, "too large"
    DAMAGED = 5, "not what its signature says"
    OTHER_CONTENT = 6, "another content under a number that arrived before"
    NOT_SENT = 7, "a receipt for something that was not sent to them"


def take_in(organisation_id: UUID, sender: PartnerFacts, envelope: Envelope, sealed: bytes) -> bytes | None:
    """Keep a package of a confirmed partner, once; the same package again gets the same receipt.

    None when another content came under its number. What can never be opened here is refused in a signed receipt, and
    nothing of it is kept.
    """
    known = _receipt_before(organisation_id, sender, envelope)
    if known is not None:
        return known or None
    ring = own_card.exchange_ring(organisation_id)
    trouble = seam.look(
        sealed, package_id=envelope.package_id, organisation_id=organisation_id, ring_public=ring.public
    )
    if envelope.ring_id != ring.id:
        trouble = Trouble.RING_REPLACED
    if trouble is not Trouble.NONE:
        keep_card_current(organisation_id)  # the receipt brings them the key of today
        record_job(
            organisation_id,
            act="exchange.turned_back",
            item_kind="partner",
            item_id=sender.id,
            why=trouble.code,
        )
        return _signed(organisation_id, envelope, TravelState.REFUSED, trouble, "")
    row_id, now = new_id(), timezone.now()
    Arrival.objects.create(
        organisation_id=organisation_id, id=row_id, partner_id=sender.id, package_id=envelope.package_id,
        kind=int(envelope.kind), ring_id=ring.id, digest=envelope.digest.hex(), size=len(sealed),
        sealed=sealed, arrived_at=now, changed_at=now,
    )  # fmt: skip
    cosigned = hold_theirs(organisation_id, sender, envelope.head)
    signed = _signed(organisation_id, envelope, TravelState.DELIVERED, Trouble.NONE, cosigned)
    Answer.objects.create(
        organisation_id=organisation_id, arrival_id=row_id, number=1, state=int(TravelState.DELIVERED), signed=signed,
        made_at=now, heard_at=now,
    )  # fmt: skip
    record_job(organisation_id, act="exchange.arrived", item_kind="arrival", item_id=row_id)
    return signed


def count_refusal(organisation_id: UUID, why: WhyRefused, now: datetime) -> int:
    """Count a refusal of this hour; the first of its sort stands in the log. Returns how many there were."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, [organisation_id, new_id(), int(why), hour])
        count = int(cursor.fetchone()[0])
    if count == 1:
        record_job(
            organisation_id,
            act="exchange.refused",
            item_kind="organisation",
            item_id=organisation_id,
            why=why.code,
        )
    return count


def forget_old_refusals(organisation_id: UUID) -> int:
    """Counts that are older than ninety days go; returns how many."""
    before = timezone.now() - REFUSALS_KEPT_FOR
    return DoorRefusal.objects.filter(organisation_id=organisation_id, hour__lt=before).delete()[0]


def _receipt_before(organisation_id: UUID, sender: PartnerFacts, envelope: Envelope) -> bytes | None:
    """The first receipt of a package that is here already; empty if it had another content; None if it is new."""
    _wait_for_others(organisation_id, envelope.package_id)
    mine = {"organisation_id": organisation_id, "partner_id": sender.id, "package_id": envelope.package_id}
    row = Arrival.objects.filter(**mine).values_list("id", "digest").first()
    if row is None:
        return None
    if row[1] != envelope.digest.hex():
        return b""
    first = Answer.objects.filter(organisation_id=organisation_id, arrival_id=row[0], number=1)
    return bytes(first.values_list("signed", flat=True).get())


def _wait_for_others(organisation_id: UUID, package_id: UUID) -> None:
    """The same package twice at once: the second waits, and then finds the first."""
    number = (organisation_id.int ^ package_id.int) & ((1 << 63) - 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _signed(
    organisation_id: UUID, envelope: Envelope, state: TravelState, trouble: Trouble, cosigned: str
) -> bytes:
    receipt = Receipt(
        package_id=envelope.package_id, sender_id=envelope.sender_id, recipient_id=organisation_id,
        digest=envelope.digest.hex(), number=1, state=state, at=timezone.now(), trouble=trouble,
        head=last_state(organisation_id).note or "", cosigned=cosigned, card=published_card(organisation_id),
    )  # fmt: skip
    return receipts.write(receipt, partial(signing.sign, organisation_id))
