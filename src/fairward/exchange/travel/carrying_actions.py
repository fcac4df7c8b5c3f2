"""The only writer of what becomes of a package on its way, on nobody's order: attempts and receipts. It may not send."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.audit.log import record_job
from fairward.audit.reading import last_state
from fairward.exchange.travel import backoff
from fairward.exchange.travel.head_actions import hold_ours, hold_theirs
from fairward.exchange.travel.models import KeptReceipt, Sending
from fairward.exchange.travel.partner_actions import renew_card
from fairward.exchange.travel.partner_queries import PartnerFacts, partner
from fairward.exchange.travel.receipts import Receipt
from fairward.exchange.travel.signed_requests import Envelope
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble
from fairward.exchange.travel.workflow import UNDERWAY, state_after

# An attempt that was cut off (the process was killed) is taken up again after this long.
LEASE = timedelta(minutes=2)
_UNDERWAY = [int(state) for state in UNDERWAY]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that has begun: what goes, where to; `may_have_arrived` says it of the attempts before it."""

    sending_id: UUID
    envelope: Envelope
    sealed: bytes
    partner: PartnerFacts
    number: int
    may_have_arrived: bool


def begin_attempt(organisation_id: UUID, sending_id: UUID, now: datetime) -> Attempt | None:
    """Take a package that is due; None if another has it, or it is not to be sent. Commit before anything leaves."""
    rows = Sending.objects.select_for_update(skip_locked=True)
    due = {"state__in": _UNDERWAY, "next_attempt_at__lte": now}
    row = rows.filter(organisation_id=organisation_id, id=sending_id, **due).first()
    if row is None or row.sealed is None:
        return None
    to = partner(organisation_id, row.partner_id)
    row.attempts, row.attempted_at = row.attempts + 1, now
    if not to.is_confirmed:
        row.state, row.trouble = int(TravelState.QUEUED), int(Trouble.NOT_CONFIRMED)
        row.next_attempt_at = now + backoff.wait(row.attempts, random.random())  # noqa: S311
        row.save(update_fields=["attempts", "attempted_at", "state", "trouble", "next_attempt_at"])
        return None
    before = row.may_have_arrived
    row.state, row.may_have_arrived, row.next_attempt_at = int(TravelState.SENDING), True, now + LEASE
    row.save(update_fields=["attempts", "attempted_at", "state", "may_have_arrived", "next_attempt_at"])
    return Attempt(sending_id, _envelope(row, to), bytes(row.sealed), to, row.attempts, before)


def note_trouble(
    organisation_id: UUID, attempt: Attempt, trouble: Trouble, *, may_have_arrived: bool, now: datetime
) -> None:
    """An attempt ended without a receipt: say why, and when it is tried again. A receipt that came meanwhile stands."""
    rows = Sending.objects.select_for_update().filter(organisation_id=organisation_id, id=attempt.sending_id)
    row = rows.filter(state__in=_UNDERWAY, attempts=attempt.number).first()
    if row is None:
        return
    row.state, row.trouble = int(TravelState.QUEUED), int(trouble)
    row.may_have_arrived = attempt.may_have_arrived or may_have_arrived
    row.next_attempt_at = now + backoff.wait(row.attempts, random.random())  # noqa: S311
    row.save(update_fields=["state", "trouble", "may_have_arrived", "next_attempt_at"])


def keep_receipt(organisation_id: UUID, from_partner: PartnerFacts, receipt: Receipt, signed: bytes) -> bool:
    """Keep a receipt of a partner, once, and let it move the package; False if it is about nothing that was sent there."""
    rows = Sending.objects.select_for_update().defer("sealed")
    row = rows.filter(
        organisation_id=organisation_id,
        partner_id=from_partner.id,
        package_id=receipt.package_id,
        digest=receipt.digest,
    ).first()
    if row is None:
        return False
    _, is_new = KeptReceipt.objects.get_or_create(
        organisation_id=organisation_id, sending_id=row.id, number=receipt.number,
        defaults={"state": int(receipt.state), "said_at": receipt.at, "kept_at": timezone.now(), "signed": signed},
    )  # fmt: skip
    if not is_new:
        return True
    _move(row, receipt)
    hold_ours(organisation_id, from_partner, receipt.cosigned)
    hold_theirs(organisation_id, from_partner, receipt.head)
    renew_card(organisation_id, receipt.card)
    act = "exchange.delivered" if receipt.state is TravelState.DELIVERED else "exchange.receipt_kept"
    record_job(organisation_id, act=act, item_kind="sending", item_id=row.id, why=receipt.state.code)
    _let_hear(organisation_id, row, receipt)
    return True


def _let_hear(organisation_id: UUID, row: Sending, receipt: Receipt) -> None:
    """Rooms that settings name hear what a package's newest receipt says."""
    if row.receipt_number == receipt.number:
        for name in settings.FAIRWARD_HEARS_RECEIPTS:
            import_string(name)(organisation_id, receipt.package_id, receipt.state, receipt.at)


def _move(row: Sending, receipt: Receipt) -> None:
    after = state_after(TravelState(row.state), row.receipt_number, receipt.state, receipt.number)
    if after is None:
        return
    row.state, row.receipt_number, row.trouble = int(after), receipt.number, int(receipt.trouble)
    row.may_have_arrived, row.next_attempt_at, row.changed_at = True, None, timezone.now()
    changed = ["state", "receipt_number", "trouble", "may_have_arrived", "next_attempt_at", "changed_at"]
    if after is not TravelState.DELIVERED:  # a person there has it, or never will
        row.sealed = None
        changed.append("sealed")
    row.save(update_fields=changed)


def _envelope(row: Sending, to: PartnerFacts) -> Envelope:
    return Envelope(
        package_id=row.package_id,
        sender_id=row.organisation_id,
        addressee_id=to.other_id,
        kind=EnvelopeKind(row.kind),
        digest=bytes.fromhex(row.digest),
        size=row.size,
        ring_id=row.ring_id,
        head=last_state(row.organisation_id).note or "",
    )
