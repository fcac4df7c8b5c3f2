"""The only writer of answers to packages that arrived: a person says what becomes of one, until the sender has heard it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.audit.reading import last_state
from fairward.exchange.travel import backoff, queueing, receipts
from fairward.exchange.travel.models import Answer, Arrival
from fairward.exchange.travel.partner_queries import PartnerFacts, partner, published_card
from fairward.exchange.travel.receipts import LARGEST_NOTE, Receipt
from fairward.exchange.travel.vocabulary import TravelState, Trouble
from fairward.exchange.travel.workflow import may_answer
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.keys import signing

LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Telling:
    """One attempt to let a sender hear a receipt."""

    answer_id: UUID
    package_id: UUID
    number: int
    attempts: int
    signed: bytes
    partner: PartnerFacts


@transaction.atomic
def answer(
    *, by: Actor, arrival_id: UUID, state: TravelState, note: bytes = b"", keeps_sealed: bool = True
) -> None:
    """Say what becomes of a package; the sender gets a signed receipt.

    `note` (who took it, why not) is sealed to the sender's exchange ring by the caller. `keeps_sealed=False` lets go of
    the sealed bytes: what enters a file has been taken out of them.
    """
    rows = Arrival.objects.select_for_update().defer("sealed")
    row = rows.filter(organisation_id=by.organisation_id, id=arrival_id).first()
    if row is None:
        raise NotFound("arrival")
    if not may_answer(TravelState(row.state), state) or len(note) > LARGEST_NOTE:
        raise Denied("not_now", "This was answered already. Open it again to see how it stands.")
    row.state, row.changed_at = int(state), timezone.now()
    row.save(update_fields=["state", "changed_at"])
    if not keeps_sealed:
        Arrival.objects.filter(organisation_id=by.organisation_id, id=arrival_id).update(sealed=None)
    answer_id = _write_answer(by, row, state, note)
    record_act(by, act="exchange.answered", item_kind="arrival", item_id=arrival_id, why=state.code)
    queueing.enqueue(queueing.TELL, by.organisation_id, answer_id)


def begin_telling(organisation_id: UUID, answer_id: UUID, now: datetime) -> Telling | None:
    """Take a receipt that is due to be told; None if another has it or it was heard. Commit before it leaves."""
    rows = Answer.objects.select_for_update(skip_locked=True)
    due = {"heard_at": None, "next_attempt_at__lte": now}
    row = rows.filter(organisation_id=organisation_id, id=answer_id, **due).first()
    if row is None:
        return None
    row.attempts, row.next_attempt_at = row.attempts + 1, now + LEASE
    row.save(update_fields=["attempts", "next_attempt_at"])
    arrivals = Arrival.objects.filter(organisation_id=organisation_id, id=row.arrival_id)
    package_id, partner_id = arrivals.values_list("package_id", "partner_id").get()
    to = partner(organisation_id, partner_id)
    return Telling(row.id, package_id, row.number, row.attempts, bytes(row.signed), to)


def note_heard(organisation_id: UUID, telling: Telling, now: datetime) -> None:
    """The sender has it, and said so with a signature."""
    rows = Answer.objects.filter(organisation_id=organisation_id, id=telling.answer_id, heard_at=None)
    rows.update(heard_at=now, next_attempt_at=None, trouble=int(Trouble.NONE))


def note_not_heard(organisation_id: UUID, telling: Telling, trouble: Trouble, now: datetime) -> None:
    """It is told again later."""
    again = now + backoff.wait(telling.attempts, random.random())  # noqa: S311
    rows = Answer.objects.filter(organisation_id=organisation_id, id=telling.answer_id, heard_at=None)
    rows.update(next_attempt_at=again, trouble=int(trouble))


def _write_answer(by: Actor, row: Arrival, state: TravelState, note: bytes) -> UUID:
    own, now = by.organisation_id, timezone.now()
    number = Answer.objects.filter(organisation_id=own, arrival_id=row.id).count() + 1
    receipt = Receipt(
        package_id=row.package_id, sender_id=partner(own, row.partner_id).other_id, recipient_id=own,
        digest=row.digest, number=number, state=state, at=now, head=last_state(own).note or "",
        card=published_card(own), note=note,
    )  # fmt: skip
    made = Answer.objects.create(
        organisation_id=own, arrival_id=row.id, number=number, state=int(state), made_at=now, made_by=by.membership_id,
        signed=receipts.write(receipt, partial(signing.sign, own)), next_attempt_at=now,
    )  # fmt: skip
    return made.id
