"""Signed receipts as text: what became of a package, by its recipient; and that a receipt was heard. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fairward.audit.leaves import canonical
from fairward.exchange.travel.vocabulary import TravelState, Trouble
from fairward.keys.signing import is_signed

VERSION = 1
LARGEST = 256 * 1024  # bytes of a receipt; its note is at most a quarter of that
LARGEST_NOTE = 64 * 1024
# What a recipient can say; the other states are the sender's own.
SAID = tuple(one for one in TravelState if TravelState.DELIVERED <= one <= TravelState.RECALLED)
_SIGNED_AS = b"fairward receipt 1\n"
_HEARD_AS = b"fairward heard 1\n"


class ReceiptError(ValueError):
    """Bytes that are not a receipt, or not signed by the one who should have."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the recipient says of one package. Numbers rise: the highest counts, in whichever order they come.

    `head` is the recipient's own log head, `cosigned` the sender's with the recipient's signature under it, `card` the
    recipient's card of today, `note` sealed to the sender's exchange ring: who took it, or why not.
    """

    package_id: UUID
    sender_id: UUID
    recipient_id: UUID
    digest: str
    number: int
    state: TravelState
    at: datetime
    trouble: Trouble = Trouble.NONE
    head: str = ""
    cosigned: str = ""
    card: str = ""
    note: bytes = b""


def write(receipt: Receipt, sign: Callable[[bytes], bytes]) -> bytes:
    """The receipt, signed."""
    fields: dict[str, Any] = {
        "fairward_receipt": VERSION,
        "package": str(receipt.package_id),
        "sender": str(receipt.sender_id),
        "recipient": str(receipt.recipient_id),
        "digest": receipt.digest,
        "number": receipt.number,
        "state": receipt.state.code,
        "trouble": receipt.trouble.code,
        "at": receipt.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "head": receipt.head,
        "cosigned": receipt.cosigned,
        "card": receipt.card,
        "note": base64.b64encode(receipt.note).decode(),
    }
    signature = base64.b64encode(sign(_SIGNED_AS + canonical(fields))).decode()
    return canonical({**fields, "signature": signature})


def read(text: bytes, public: bytes) -> Receipt:
    """The receipt, if the holder of `public` signed it."""
    fields = _signed_fields(text, "fairward_receipt", _SIGNED_AS, public)
    try:
        note = base64.b64decode(fields["note"], validate=True)
        if len(note) > LARGEST_NOTE or type(fields["number"]) is not int or fields["number"] < 1:
            raise ValueError("a number or a note is out of bounds")
        return Receipt(
            UUID(fields["package"]), UUID(fields["sender"]), UUID(fields["recipient"]), str(fields["digest"]),
            fields["number"], next(one for one in SAID if one.code == fields["state"]),
            datetime.strptime(fields["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
            next((one for one in Trouble if one.code == fields["trouble"]), Trouble.UNREADABLE),
            str(fields["head"]), str(fields["cosigned"]), str(fields["card"]), note,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        raise ReceiptError("a part of the receipt is not what it should be") from None


def looks_like_one(text: bytes) -> bool:
    """Whether this is written like a receipt, whoever signed it: then their key is another than the known one."""
    try:
        return "fairward_receipt" in json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return False


def write_heard(package_id: UUID, number: int, sign: Callable[[bytes], bytes]) -> bytes:
    """That a receipt was heard, signed by whoever sent the package."""
    fields = {"fairward_heard": VERSION, "package": str(package_id), "number": number}
    signature = base64.b64encode(sign(_HEARD_AS + canonical(fields))).decode()
    return canonical({**fields, "signature": signature})


def is_heard(text: bytes, package_id: UUID, number: int, public: bytes) -> bool:
    """Whether this says that receipt `number` of this package was heard."""
    try:
        fields = _signed_fields(text, "fairward_heard", _HEARD_AS, public)
    except ReceiptError:
        return False
    return fields.get("package") == str(package_id) and fields.get("number") == number


def _signed_fields(text: bytes, name: str, signed_as: bytes, public: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(text)
        signature = base64.b64decode(fields.pop("signature"), validate=True)
        is_known = fields[name] == VERSION
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReceiptError("this is not what was expected") from None
    if not is_known or not is_signed(public, signature, signed_as + canonical(fields)):
        raise ReceiptError("this was not signed by them")
    return dict(fields)
