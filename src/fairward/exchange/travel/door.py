"""What comes in, by HTTP or from inside the installation: one way to check it, one shape of refusal. It stores nothing.

Order: who signed, is it fresh, is it small enough; only then is the body read, and only then is anything kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from fairward.exchange.travel import receipts, seam, signed_requests
from fairward.exchange.travel.arrival_actions import WhyRefused, count_refusal, take_in
from fairward.exchange.travel.carrying_actions import keep_receipt
from fairward.exchange.travel.partner_queries import PartnerFacts, is_here, partner_of
from fairward.exchange.travel.receipts import ReceiptError
from fairward.exchange.travel.signed_requests import IN, RECEIPTS, Envelope, SignedRequest, Unreadable
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.keys import signing
from fairward.tenancy.context import as_organisation

MOST_REFUSALS = 500  # of one sort in one hour; then whoever knocks is asked to come back later
# The same bytes for every refusal: a stranger learns nothing, not even who is here.
REFUSED = json.dumps({"fairward": "not taken"}).encode()

ReadBody = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a status and bytes (a signed receipt, or the refusal)."""

    status: int
    body: bytes


class _Stranger(Exception):
    """Refused, for a reason that is counted and not told."""

    def __init__(self, why: WhyRefused) -> None:
        super().__init__(why.code)
        self.why = why


def enter(method: str, headers: Mapping[str, str], read_body: ReadBody) -> Reply:
    """A package comes. `read_body(size)` reads exactly that much, or less when the sender breaks off."""
    return _answer(method, IN, headers, read_body)


def hear(method: str, headers: Mapping[str, str], read_body: ReadBody) -> Reply:
    """A receipt comes."""
    return _answer(method, RECEIPTS, headers, read_body)


def _answer(method: str, path: str, headers: Mapping[str, str], read_body: ReadBody) -> Reply:
    try:
        request = signed_requests.read(method, path, headers)
    except Unreadable:
        return Reply(403, REFUSED)
    if not is_here(request.envelope.addressee_id):
        return Reply(403, REFUSED)
    try:
        sender = _check_sender(request, path)
        body = read_body(request.envelope.size)
        if len(body) != request.envelope.size or signed_requests.digest_of(body) != request.envelope.digest:
            raise _Stranger(WhyRefused.DAMAGED)
        return _kept(path, sender, request.envelope, body)
    except _Stranger as stranger:
        return _refuse(request.envelope, stranger.why)


def _check_sender(request: SignedRequest, path: str) -> PartnerFacts:
    """Before a byte of the body is read: a confirmed partner, its key, a fresh signature, a size that is taken."""
    envelope = request.envelope
    with as_organisation(envelope.addressee_id):
        sender = partner_of(envelope.addressee_id, envelope.sender_id)
    if sender is None or not sender.is_confirmed:
        raise _Stranger(WhyRefused.UNKNOWN_SENDER)
    if not request.is_from(sender.card.signing_key):
        raise _Stranger(WhyRefused.BAD_SIGNATURE)
    if not request.is_fresh(timezone.now()):
        raise _Stranger(WhyRefused.NOT_FRESH)
    is_receipt = envelope.kind is EnvelopeKind.RECEIPT
    if is_receipt != (path == RECEIPTS) or (envelope.ring_id is None) != is_receipt:
        raise _Stranger(WhyRefused.DAMAGED)
    if envelope.size > (receipts.LARGEST if is_receipt else seam.LARGEST):
        raise _Stranger(WhyRefused.TOO_LARGE)
    return sender


def _kept(path: str, sender: PartnerFacts, envelope: Envelope, body: bytes) -> Reply:
    own = envelope.addressee_id
    with as_organisation(own):
        still = partner_of(own, envelope.sender_id)  # reading a body takes time: they may have been withdrawn
        if still is None or not still.is_confirmed or still.card.signing_key != sender.card.signing_key:
            raise _Stranger(WhyRefused.UNKNOWN_SENDER)
        if path == RECEIPTS:
            return Reply(200, _heard(still, envelope, body))
        receipt = take_in(own, still, envelope, body)
        if receipt is None:
            raise _Stranger(WhyRefused.OTHER_CONTENT)
        return Reply(200, receipt)


def _heard(sender: PartnerFacts, envelope: Envelope, body: bytes) -> bytes:
    own = envelope.addressee_id
    try:
        receipt = receipts.read(body, sender.card.signing_key)
    except ReceiptError:
        raise _Stranger(WhyRefused.DAMAGED) from None
    is_theirs = (receipt.recipient_id, receipt.sender_id) == (sender.other_id, own)
    if not is_theirs or receipt.package_id != envelope.package_id:
        raise _Stranger(WhyRefused.DAMAGED)
    if not keep_receipt(own, sender, receipt, body):
        raise _Stranger(WhyRefused.NOT_SENT)
    return receipts.write_heard(receipt.package_id, receipt.number, partial(signing.sign, own))


def _refuse(envelope: Envelope, why: WhyRefused) -> Reply:
    """Count it, once everything else of it is rolled back."""
    with as_organisation(envelope.addressee_id):
        count = count_refusal(envelope.addressee_id, why, timezone.now())
    return Reply(429 if count > MOST_REFUSALS else 403, REFUSED)
