"""The only writer of packages that people put on their way. It may not open or seal one."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.travel import queueing
from fairward.exchange.travel.models import Sending
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_policies import check_can_retry, check_can_send, check_can_stop
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id


@transaction.atomic
def put_on_its_way(
    *, by: Actor, partner_id: UUID, package_id: UUID, kind: EnvelopeKind, sealed: bytes, ring_id: UUID
) -> UUID:
    """Queue a sealed package for a confirmed partner; part of the caller's transaction. Returns the sending's id.

    `ring_id` is the ring on the partner's card that it was sealed to.
    """
    check_can_send(partner(by.organisation_id, partner_id), sealed, ring_id)
    now, sending_id = timezone.now(), new_id()
    Sending.objects.create(
        organisation_id=by.organisation_id, id=sending_id, partner_id=partner_id, package_id=package_id,
        kind=int(kind), ring_id=ring_id, digest=hashlib.sha256(sealed).hexdigest(), size=len(sealed), sealed=sealed,
        next_attempt_at=now, queued_at=now, queued_by=by.membership_id, changed_at=now,
    )  # fmt: skip
    record_act(by, act="exchange.queued", item_kind="sending", item_id=sending_id)
    queueing.enqueue(queueing.CARRY, by.organisation_id, sending_id)
    return sending_id


@transaction.atomic
def retry_now(*, by: Actor, sending_id: UUID) -> None:
    """Do not wait for the next attempt."""
    row = _locked(by.organisation_id, sending_id)
    check_can_retry(TravelState(row.state))
    row.next_attempt_at = timezone.now()
    row.save(update_fields=["next_attempt_at"])
    record_act(by, act="exchange.retried", item_kind="sending", item_id=sending_id)
    queueing.enqueue(queueing.CARRY, by.organisation_id, sending_id)


@transaction.atomic
def stop_sending(*, by: Actor, sending_id: UUID) -> None:
    """Give up on what certainly has not arrived; its sealed bytes go at once."""
    row = _locked(by.organisation_id, sending_id)
    check_can_stop(TravelState(row.state), may_have_arrived=row.may_have_arrived)
    row.state, row.next_attempt_at, row.sealed = int(TravelState.STOPPED), None, None
    row.trouble, row.changed_at = int(Trouble.NONE), timezone.now()
    row.save(update_fields=["state", "next_attempt_at", "sealed", "trouble", "changed_at"])
    record_act(by, act="exchange.stopped", item_kind="sending", item_id=sending_id)


def _locked(organisation_id: UUID, sending_id: UUID) -> Sending:
    rows = Sending.objects.select_for_update().filter(organisation_id=organisation_id, id=sending_id)
    row = rows.first()
    if row is None:
        raise NotFound("sending")
    return row
