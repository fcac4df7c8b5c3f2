"""One attempt to carry a package, or a receipt: begin, cross, note what came of it, each in a transaction of its own.

Killed between two of them, the row says that an attempt had begun, and it is taken up again after two minutes.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils import timezone

from fairward.exchange.travel import receipts, signed_requests
from fairward.exchange.travel.answer_actions import Telling, begin_telling, note_heard, note_not_heard
from fairward.exchange.travel.carrying_actions import Attempt, begin_attempt, keep_receipt, note_trouble
from fairward.exchange.travel.crossing import NotCrossed, cross
from fairward.exchange.travel.door import REFUSED, Reply
from fairward.exchange.travel.receipts import Receipt, ReceiptError
from fairward.exchange.travel.signed_requests import IN, RECEIPTS, Envelope
from fairward.exchange.travel.vocabulary import EnvelopeKind, Trouble
from fairward.keys import signing
from fairward.tenancy.context import as_organisation


def carry(organisation_id: UUID, sending_id: UUID, now: datetime | None = None) -> bool:
    """One attempt with one package; True when a receipt came."""
    moment = now or timezone.now()
    with as_organisation(organisation_id):
        attempt = begin_attempt(organisation_id, sending_id, moment)
    if attempt is None:
        return False
    try:
        reply = cross(attempt.partner, IN, _headers(attempt.envelope, IN), attempt.sealed)
        signed, receipt = _receipt_in(reply, attempt)
    except NotCrossed as error:
        with as_organisation(organisation_id):
            note_trouble(
                organisation_id, attempt, error.trouble, may_have_arrived=error.may_have_arrived, now=moment
            )
        return False
    with as_organisation(organisation_id):
        return keep_receipt(organisation_id, attempt.partner, receipt, signed)


def tell(organisation_id: UUID, answer_id: UUID, now: datetime | None = None) -> bool:
    """One attempt to let a sender hear a receipt; True when they said that they have it."""
    moment = now or timezone.now()
    with as_organisation(organisation_id):
        telling = begin_telling(organisation_id, answer_id, moment)
    if telling is None:
        return False
    trouble = _try_to_tell(organisation_id, telling)
    with as_organisation(organisation_id):
        if trouble is Trouble.NONE:
            note_heard(organisation_id, telling, moment)
        else:
            note_not_heard(organisation_id, telling, trouble, moment)
    return trouble is Trouble.NONE


def _try_to_tell(organisation_id: UUID, telling: Telling) -> Trouble:
    to = telling.partner
    if not to.is_confirmed:
        return Trouble.NOT_CONFIRMED
    envelope = Envelope(
        telling.package_id, organisation_id, to.other_id, EnvelopeKind.RECEIPT, signed_requests.digest_of(telling.signed),
        len(telling.signed),
    )  # fmt: skip
    try:
        reply = cross(to, RECEIPTS, _headers(envelope, RECEIPTS), telling.signed)
    except NotCrossed as error:
        return error.trouble
    if reply.status != 200:
        return _trouble_of(reply)
    is_heard = receipts.is_heard(reply.body, telling.package_id, telling.number, to.card.signing_key)
    return Trouble.NONE if is_heard else Trouble.NO_RECEIPT


def _headers(envelope: Envelope, path: str) -> dict[str, str]:
    own = envelope.sender_id
    public, signer = signing.verifying_key(own), partial(signing.sign, own)
    return signed_requests.sign(envelope, path, now=timezone.now(), public=public, signer=signer)


def _receipt_in(reply: Reply, attempt: Attempt) -> tuple[bytes, Receipt]:
    """The receipt in an answer, signed by the partner about this very package; NotCrossed otherwise."""
    if reply.status != 200:
        # Only the refusal of their door says that nothing was kept; an error of a server or a proxy says nothing.
        raise NotCrossed(_trouble_of(reply), may_have_arrived=reply.body != REFUSED)
    try:
        receipt = receipts.read(reply.body, attempt.partner.card.signing_key)
    except ReceiptError:
        is_other_key = receipts.looks_like_one(reply.body)
        trouble = Trouble.KEY_CHANGED if is_other_key else Trouble.NO_RECEIPT
        raise NotCrossed(trouble, may_have_arrived=True) from None
    envelope = attempt.envelope
    said = (receipt.package_id, receipt.sender_id, receipt.recipient_id, receipt.digest)
    if said != (envelope.package_id, envelope.sender_id, envelope.addressee_id, envelope.digest.hex()):
        raise NotCrossed(Trouble.NO_RECEIPT, may_have_arrived=True)
    return reply.body, receipt


def _trouble_of(reply: Reply) -> Trouble:
    if reply.status in (429, 503):
        return Trouble.BUSY
    return Trouble.NOT_TAKEN if reply.status == 403 else Trouble.NO_RECEIPT
